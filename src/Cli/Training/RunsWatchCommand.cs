using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Training;

internal sealed class RunsWatchCommand : DdlCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The run." };

    public RunsWatchCommand() : base("watch", "Watch a training run to its end.", "ddl runs watch 3f2a91c07b4d") => Add(_id);

    protected override async Task Run(CommandCall call) =>
        await RunView.Watch(call, await call.Read(options => call.Server.Training.GetRunAsync(new GetRunRequest { Run = call.Get(_id) }, options)));
}
