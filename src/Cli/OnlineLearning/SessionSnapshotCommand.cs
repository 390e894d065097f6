using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Models;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.OnlineLearning;

internal sealed class SessionSnapshotCommand : DdlCommand
{
    private readonly Argument<string> name = new("S") { Description = "The session." };
    private readonly Option<bool> noPromote = CliOptions.Flag("--no-promote", "Do not make the new version live.");

    private readonly Option<string> guard = CliOptions.Text("--guard", "METRIC", "Make it live only if this metric, such as accuracy_window, is no worse than the live version's.");
    private readonly Option<double?> margin = CliOptions.Number("--margin", "X", "With --guard: may be worse by so much; 0 when left out.");

    public SessionSnapshotCommand() : base("snapshot", "Publish a session's present weights as a version of its model.", "ddl session snapshot s")
    {
        Add(name);
        Add(noPromote);
        Add(guard);
        Add(margin);
        Validators.Add(result =>
        {
            if (result.Has(margin) && !result.Has(guard)) result.AddError("--margin needs --guard");
            if (result.Has(guard) && result.Has(noPromote)) result.AddError("--guard and --no-promote: give one of them");
        });
    }

    protected override async Task Run(CommandCall call)
    {
        var request = new SnapshotSessionRequest
        {
            Session = call.Get(name),
            OperationId = Guid.NewGuid().ToString("n"),
            NoPromote = call.Get(noPromote),
        };
        if (call.Get(guard) is { } metric) request.Guard = new PromoteGuard { Metric = metric, Margin = call.Get(margin) ?? 0 };
        var version = await call.Server.OnlineLearning.SnapshotSessionAsync(request, call.Brief);
        var fate = version.Candidate.Length > 0 ? $" is a candidate, as {version.Candidate}:" : call.Get(noPromote) ? "" : " is live:";
        call.Show(() => ModelJson.Of(version), output => output.WriteLine(
            $"{version.Model}@{version.Version}{fate} {ModelText.Origin(version.Lineage)}, weights {Figures.Digest(version.WeightsSha256)}"));
    }
}
