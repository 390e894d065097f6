namespace DistributedDL.Cli.Tests.Training;

public sealed class TrainCommandTests
{
    [Theory]
    [InlineData("--freeze body", "--freeze: it needs --from MODEL[@V]")]
    [InlineData("--keep-optimizer", "--keep-optimizer: it needs --from MODEL[@V]")]
    [InlineData("--average-every 4", "--average-every H: it needs --world-size K, K above 1")]
    [InlineData("--average-every 4 --world-size 1", "--average-every H: it needs --world-size K, K above 1")]
    [InlineData("--keep-last", "--keep-last: it needs --early-stopping N")]
    [InlineData("--optimizer sgd:momentum", "expected a name, or a name with parameters")]
    [InlineData("--early-stopping 0", "'0' is not a whole number from 1")]
    [InlineData("--from a@0", "after @ stands a version")]
    public async Task Run_OptionsThatSayNothing_AreWrongUsage(string options, string part)
    {
        var (code, _, error) = await Ddl.Run($"train net --dataset d --epochs 1 {options}");

        Assert.Equal(2, code);
        Assert.Contains(part, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_Train_NamesEveryOptimizerLossAndSchedule()
    {
        var (_, output, _) = await Ddl.Run("train --help");

        foreach (var word in new[] { "adamw", "rmsprop", "adagrad", "huber", "hinge", "cosine", "plateau", "--features-at", "--new-head", "--unfreeze-at-epoch" })
            Assert.Contains(word, output, StringComparison.Ordinal);
    }
}
