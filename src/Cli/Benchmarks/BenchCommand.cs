using System.CommandLine;
using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Benchmarks;

/// <summary>Listed here; the script <c>ddl</c> of the source tree hands it to a program of its own, so that measuring code is in no server.</summary>
internal sealed class BenchCommand : DdlCommand
{
    public BenchCommand() : base("bench", "Measure against a baseline in the same run (from the source tree).", "ddl bench --quick", "ddl bench train-step predict")
    {
        Add(CliOptions.Flag("--quick", "Fewer rounds."));
        Add(new Argument<string[]>("NAME") { Description = "Only benchmarks that begin with this.", Arity = ArgumentArity.ZeroOrMore });
    }

    protected override Task Run(CommandCall call) =>
        throw new CommandFailedException("benchmarks are not part of this program", "run ./ddl bench in the source tree");
}
