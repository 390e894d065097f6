using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes;
using DistributedDL.Cli.Recipes.Sweeps;

namespace DistributedDL.Cli.Tests.Recipes.Sweeps;

public sealed class SweepMetricTests
{
    private static readonly Recipe Small = RecipeYaml.Parse(RecipeText.Right);

    [Theory]
    [InlineData("train_accuracy")]
    [InlineData("validation_loss")]
    [InlineData("rings.train_accuracy")]
    [InlineData("train_accuracy_after_5")]
    [InlineData("rings.test_mse_on_points_after_5")]
    [InlineData("prequential_accuracy")]
    public void Require_AMetricThatARecipeMayGive_Passes(string key) => SweepMetric.Require(key, Small);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("accuracy")]
    [InlineData("other.train_accuracy")]
    [InlineData("train_accuracy_on_other")]
    public void Require_AnyOther_IsWrongUsageBeforeTheFirstRun(string key)
    {
        var refused = Assert.Throws<CommandFailedException>(() => SweepMetric.Require(key, Small));

        Assert.Equal(CommandRunner.WrongUsage, refused.ExitCode);
        Assert.StartsWith($"--by: '{key}' is no metric of the recipe small; known are ", refused.Message, StringComparison.Ordinal);
    }
}
