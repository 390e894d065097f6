using System.CommandLine;
using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Tests.CommandLine;

public sealed class CommandRunnerTests
{
    [Theory]
    [InlineData("frobnicate", "'frobnicate' is no command of ddl")]
    [InlineData("model creat", "did you mean 'create'?")]
    [InlineData("model", "'ddl model' needs a command")]
    [InlineData("train net", "option '--dataset' is required")]
    [InlineData("train net", "option '--epochs' is required")]
    [InlineData("train net --dataset d --epochs x", "--epochs: 'x' is not a whole number from 1 to 1,000,000")]
    [InlineData("train net --dataset d --epochs 0", "--epochs: '0' is not a whole number from 1 to 1,000,000")]
    [InlineData("train net --dataset d --epochs 1 --batch-size -3", "--batch-size: '-3'")]
    [InlineData("train net --dataset d --epochs 1 --learning-rate fast", "--learning-rate: 'fast' is not a number")]
    [InlineData("train net --dataset d --epochs 1 --learning-rate nan", "--learning-rate: 'nan' is not a number")]
    [InlineData("train net --dataset d@0 --epochs 1", "after @ stands a version")]
    [InlineData("train net --dataset d --epochs 1 --lerning-rate 1", "did you mean '--learning-rate'?")]
    [InlineData("evaluate net", "option '--dataset' is required")]
    [InlineData("evaluate net@x --dataset d", "after @ stands a version")]
    [InlineData("predict net", "give one of --row, --text, --input and --dataset")]
    [InlineData("predict net --row 1 --input f.csv", "give one of --row, --text, --input and --dataset")]
    [InlineData("predict net --row 1 --split test", "--split goes with --dataset")]
    [InlineData("model promote net two", "VERSION: 'two' is not a whole number of at least 1")]
    [InlineData("model create net", "option '--spec' is required")]
    [InlineData("dataset import d", "argument PATH is missing")]
    [InlineData("dataset import d f.csv --format xls", "xls")]
    [InlineData("dataset import d f.csv --header --no-header", "--header and --no-header exclude each other")]
    [InlineData("session open s", "option '--model' is required")]
    [InlineData("session learn s --input f.csv", "option '--label' is required")]
    [InlineData("session open s --model m --micro-batch 0", "--micro-batch: '0' is not a whole number from 1 to 10,000")]
    [InlineData("serve --grpc 70000", "--grpc: '70000' is not a whole number from 0 to 65,535")]
    [InlineData("serve --set nonsense", "--set: 'nonsense' is not of the form Section:Key=VALUE")]
    public async Task Run_WrongUsage_ExitsWith2AndSaysWhy(string arguments, string said)
    {
        var (code, output, error) = await Ddl.Run(arguments);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.Contains("--help", error, StringComparison.Ordinal);
    }

    public static TheoryData<string> Commands() => [.. Leaves(new DdlRootCommand(), "")];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_OfEachCommand_HasAnExampleThatParses(string command)
    {
        var (code, output, error) = await Ddl.Run(command + " --help");

        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Contains("--json", output, StringComparison.Ordinal);
        var examples = output.Split('\n').SkipWhile(line => !line.StartsWith("Example", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, example =>
        {
            Assert.StartsWith($"ddl {command}", example, StringComparison.Ordinal);
            Assert.Empty(new DdlRootCommand().Parse(example["ddl ".Length..]).Errors);
        });
    }

    [Fact]
    public async Task Help_OfAll_NamesEveryCommand()
    {
        var (code, output, _) = await Ddl.Run("--help");

        Assert.Equal(0, code);
        Assert.All(new[] { "demo", "serve", "dataset", "model", "train", "runs", "evaluate", "predict", "session", "bench", "DDL_SERVER" },
            word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_SeveralMissingFiles_NamesEachBeforeAnythingIsSent()
    {
        var (code, output, error) = await Ddl.Run("dataset import d /no/such/a.csv /no/such/b.csv");

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Contains("there is no file /no/such/a.csv", error, StringComparison.Ordinal);
        Assert.Contains("there is no file /no/such/b.csv", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_InThisProgram_SaysWhereItRuns()
    {
        var (code, _, error) = await Ddl.Run("bench --quick");

        Assert.Equal(1, code);
        Assert.Contains("./ddl bench", error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Leaves(Command command, string path)
    {
        foreach (var child in command.Subcommands)
        {
            if (child.Subcommands.Count == 0) yield return path + child.Name;
            foreach (var leaf in Leaves(child, $"{path}{child.Name} ")) yield return leaf;
        }
    }
}
