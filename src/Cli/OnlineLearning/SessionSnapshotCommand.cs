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

    public SessionSnapshotCommand() : base("snapshot", "Publish a session's present weights as a version of its model.", "ddl session snapshot s")
    {
        Add(name);
        Add(noPromote);
    }

    protected override async Task Run(CommandCall call)
    {
        var version = await call.Server.OnlineLearning.SnapshotSessionAsync(new SnapshotSessionRequest
        {
            Session = call.Get(name),
            OperationId = Guid.NewGuid().ToString("n"),
            NoPromote = call.Get(noPromote),
        }, call.Brief);
        call.Show(() => ModelJson.Of(version), output => output.WriteLine(
            $"{version.Model}@{version.Version}{(call.Get(noPromote) ? "" : " is live:")} {ModelText.Origin(version.Lineage)}, weights {Figures.Digest(version.WeightsSha256)}"));
    }
}
