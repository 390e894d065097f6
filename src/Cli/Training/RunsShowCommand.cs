using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Training;

internal sealed class RunsShowCommand : DdlCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The run." };

    public RunsShowCommand() : base("show", "Show a training run.", "ddl runs show 3f2a91c07b4d") => Add(_id);

    protected override async Task Run(CommandCall call) =>
        RunView.Show(call, await call.Read(options => call.Server.Training.GetRunAsync(new GetRunRequest { Run = call.Get(_id) }, options)));
}
