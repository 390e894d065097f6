using System.CommandLine;
using System.CommandLine.Parsing;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.OnlineLearning;
using Google.Protobuf.WellKnownTypes;
using Option = System.CommandLine.Option;

namespace DistributedDL.Cli.OnlineLearning;

/// <summary>Snapshots that a session publishes by itself.</summary>
internal sealed class SnapshotOptions
{
    private readonly Option<long?> _everyExamples = CliOptions.Long("--snapshot-every", "N", "Publish a version by itself after each N examples.", 1);
    private readonly Option<TimeSpan?> _interval = CliOptions.Seconds("--snapshot-interval", "Publish a version by itself after each so many seconds in which something was learned.", 1, 30 * 86_400);
    private readonly Option<int?> _keep = CliOptions.Whole("--snapshot-keep", "N", "The last N of these versions stay, and the live one; 5 when left out.", 1, 1_000);
    private readonly Option<bool> _promote = CliOptions.Flag("--snapshot-promote", "Make them live.");
    private readonly Option<string> _guard = CliOptions.Text("--snapshot-guard", "METRIC", "With --snapshot-promote: only if this metric, such as accuracy_window, is no worse than the live version's.");
    private readonly Option<double?> _margin = CliOptions.Number("--snapshot-margin", "X", "With --snapshot-guard: may be worse by so much; 0 when left out.");

    public IEnumerable<Option> All => [_everyExamples, _interval, _keep, _promote, _guard, _margin];

    public void Validate(CommandResult result)
    {
        var asked = result.Has(_everyExamples) || result.Has(_interval);
        foreach (var option in new Option[] { _keep, _promote, _guard })
            if (!asked && result.Has(option)) result.AddError($"{option.Name} needs --snapshot-every or --snapshot-interval");
        if (result.Has(_guard) && !result.Has(_promote)) result.AddError("--snapshot-guard needs --snapshot-promote");
        if (result.Has(_margin) && !result.Has(_guard)) result.AddError("--snapshot-margin needs --snapshot-guard");
    }

    /// <returns>Null where none are asked for.</returns>
    public AutomaticSnapshots? Read(CommandCall call)
    {
        if (call.Get(_everyExamples) is null && call.Get(_interval) is null) return null;
        var snapshots = new AutomaticSnapshots { Promote = call.Get(_promote) };
        if (call.Get(_everyExamples) is { } examples) snapshots.EveryExamples = examples;
        if (call.Get(_interval) is { } every) snapshots.Every = Duration.FromTimeSpan(every);
        if (call.Get(_keep) is { } most) snapshots.Keep = most;
        if (call.Get(_guard) is { } metric) snapshots.Guard = new PromoteGuard { Metric = metric, Margin = call.Get(_margin) ?? 0 };
        return snapshots;
    }
}
