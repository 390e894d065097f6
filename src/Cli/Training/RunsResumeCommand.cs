using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Training;

internal sealed class RunsResumeCommand : DdlCommand
{
    private readonly Argument<string> id = new("ID") { Description = "The run." };
    private readonly Option<bool> detach = CliOptions.Flag("--detach", "Do not wait for its end.");

    public RunsResumeCommand() : base("resume", "Go on with a cancelled or failed run from its last checkpoint.", "ddl runs resume 3f2a91c07b4d")
    {
        Add(id);
        Add(detach);
    }

    protected override async Task Run(CommandCall call)
    {
        var run = await call.Server.Training.ResumeRunAsync(new ResumeRunRequest { Run = call.Get(id) }, call.Brief);
        if (call.Get(detach)) RunView.Show(call, run);
        else await RunView.Watch(call, run);
    }
}
