using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Training;

internal sealed class RunsResumeCommand : DdlCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The run." };
    private readonly Option<int?> _epochs = CliOptions.Whole("--epochs", "N", "Go on with an ended run, a completed one too, for N epochs more than it has; another version comes of it.", 1, 1_000_000);
    private readonly Option<bool> _detach = CliOptions.Flag("--detach", "Do not wait for its end.");

    public RunsResumeCommand() : base("resume", "Go on with a cancelled or failed run from its last checkpoint, or with an ended one for more epochs.",
        "ddl runs resume 3f2a91c07b4d", "ddl runs resume 3f2a91c07b4d --epochs 10")
    {
        Add(_id);
        Add(_epochs);
        Add(_detach);
    }

    protected override async Task Run(CommandCall call)
    {
        var run = await call.Server.Training.ResumeRunAsync(new ResumeRunRequest { Run = call.Get(_id), MoreEpochs = call.Get(_epochs) ?? 0 }, call.Brief);
        if (call.Get(_detach)) RunView.Show(call, run);
        else await RunView.Watch(call, run);
    }
}
