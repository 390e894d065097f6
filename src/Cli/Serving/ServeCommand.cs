using DistributedDL.Cli.CommandLine;
namespace DistributedDL.Cli.Serving;
internal sealed class ServeCommand() : DdlCommand("serve", "The main job, start to end, on a server of its own (about half a minute).", "ddl demo")
{
    protected override Task Run(CommandCall call) => throw new NotSupportedException();
}
