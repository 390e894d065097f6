using DistributedDL.Cli.CommandLine;
namespace DistributedDL.Cli.OnlineLearning;
internal sealed class SessionLearnCommand() : DdlCommand("learn", "x", "x")
{
    protected override Task Run(CommandCall call) => throw new NotSupportedException();
}
