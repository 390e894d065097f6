using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Examples;
using DistributedDL.Cli.OnlineLearning;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.Tests.OnlineLearning;

public sealed class ExampleBatchesTests
{
    [Fact]
    public async Task Read_SomeRowsDurable_BeginsAfterThem()
    {
        var (batches, sent, fault) = await Read("1,a\n2,b\n3,a\n4,b\n5,a\n", classes: true, lastDurable: 2, rows: 2);

        Assert.Null(fault);
        Assert.Equal(2, batches.Skipped);
        Assert.Equal([[3f, 4f], [5f]], sent.Select(batch => batch.Features.ToArray()));
        Assert.Equal(["a", "b", "a"], sent.SelectMany(batch => batch.Labels));
    }

    [Fact]
    public async Task Read_Values_AreNumbers()
    {
        var (_, sent, _) = await Read("1,0.5\n2,-3\n", classes: false, lastDurable: 0, rows: 10);

        Assert.Equal([0.5f, -3f], Assert.Single(sent).Values);
    }

    [Theory]
    [InlineData("1,0.5\n2,much\n", "line 2: the target 'much' is not a finite number")]
    [InlineData("1,0.5\nx,1\n", "line 2, column '0': 'x' is not a finite number")]
    public async Task Read_WrongRow_SendsThoseBeforeItFirst(string csv, string said)
    {
        var (_, sent, fault) = await Read(csv, classes: false, lastDurable: 0, rows: 10);

        Assert.Equal([1f], Assert.Single(sent).Features);
        Assert.EndsWith(said, fault!.Message, StringComparison.Ordinal);
    }

    private static async Task<(ExampleBatches Batches, List<LearnExamples> Sent, CommandFailedException? Fault)> Read(string csv, bool classes, long lastDurable, int rows)
    {
        using var temp = new TempFile(csv);
        using var file = ExampleFile.Open(temp.Path, [], 1, "1");
        var batches = new ExampleBatches(file, classes, lastDurable, rows);
        var sent = new List<LearnExamples>();
        try
        {
            await foreach (var batch in batches.Read()) sent.Add(batch);
            return (batches, sent, null);
        }
        catch (CommandFailedException e)
        {
            return (batches, sent, e);
        }
    }
}
