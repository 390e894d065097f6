using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Training;

internal sealed class RunsCancelCommand : DdlCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The run." };

    public RunsCancelCommand() : base("cancel", "Stop a training run; the checkpoint of its last whole epoch stays.", "ddl runs cancel 3f2a91c07b4d") => Add(_id);

    protected override async Task Run(CommandCall call)
    {
        var run = await call.Server.Training.CancelRunAsync(new CancelRunRequest { Run = call.Get(_id) }, call.Brief);
        call.Show(() => RunJson.Of(run), output =>
        {
            RunText.Write(output, run);
            output.WriteLine($"Go on with it:  ddl runs resume {run.Run}");
        });
    }
}
