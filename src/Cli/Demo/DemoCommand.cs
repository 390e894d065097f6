using DistributedDL.Cli.CommandLine;
namespace DistributedDL.Cli.Demo;
internal sealed class DemoCommand() : DdlCommand("demo", "The main job, start to end, on a server of its own (about half a minute).", "ddl demo")
{
    protected override Task Run(CommandCall call) => throw new NotSupportedException();
}
