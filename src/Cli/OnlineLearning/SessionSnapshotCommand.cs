using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Models;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.OnlineLearning;

internal sealed class SessionSnapshotCommand : DdlCommand
{
    private readonly Argument<string> _name = new("S") { Description = "The session." };
    private readonly Option<bool> _noPromote = CliOptions.Flag("--no-promote", "Do not make the new version live.");

    private readonly Option<string> _guard = CliOptions.Text("--guard", "METRIC", "Make it live only if this metric, such as accuracy_window, is no worse than the live version's.");
    private readonly Option<double?> _margin = CliOptions.Number("--margin", "X", "With --guard: may be worse by so much; 0 when left out.");

    public SessionSnapshotCommand() : base("snapshot", "Publish a session's present weights as a version of its model.", "ddl session snapshot s")
    {
        Add(_name);
        Add(_noPromote);
        Add(_guard);
        Add(_margin);
        Validators.Add(result =>
        {
            if (result.Has(_margin) && !result.Has(_guard)) result.AddError("--margin needs --guard");
            if (result.Has(_guard) && result.Has(_noPromote)) result.AddError("--guard and --no-promote: give one of them");
        });
    }

    protected override async Task Run(CommandCall call)
    {
        var request = new SnapshotSessionRequest
        {
            Session = call.Get(_name),
            OperationId = Guid.NewGuid().ToString("n"),
            NoPromote = call.Get(_noPromote),
        };
        if (call.Get(_guard) is { } metric) request.Guard = new PromoteGuard { Metric = metric, Margin = call.Get(_margin) ?? 0 };
        var version = await call.Server.OnlineLearning.SnapshotSessionAsync(request, call.Brief);
        var fate = version.Candidate.Length > 0 ? $" is a candidate, as {version.Candidate}:" : call.Get(_noPromote) ? "" : " is live:";
        call.Show(() => ModelJson.Of(version), output => output.WriteLine(
            $"{version.Model}@{version.Version}{fate} {ModelText.Origin(version.Lineage)}, weights {Figures.Digest(version.WeightsSha256)}"));
    }
}
