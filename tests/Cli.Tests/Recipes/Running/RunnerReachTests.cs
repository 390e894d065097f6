using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes;

namespace DistributedDL.Cli.Tests.Recipes.Running;

public sealed class RunnerReachTests
{
    [Theory]
    [InlineData("epochs: 10", "epochs: 10\n    schedule: cosine", "steps[0].schedule")]
    [InlineData("epochs: 10", "epochs: 10\n    clip_norm: 1", "steps[0].clip_norm")]
    [InlineData("epochs: 10", "epochs: 10\n    optimizer: { sgd: { momentum: 0.9 } }", "steps[0].optimizer")]
    [InlineData("epochs: 10", "epochs: 10\n    augment: { flip: true }", "steps[0].augment")]
    [InlineData("epochs: 10", "epochs: 10\n    evaluate: [validation, test]", "steps[0].evaluate")]
    [InlineData("epochs: 10", "epochs: 10\n    stop_when: { metric: train_accuracy, at_least: 0.9 }", "steps[0].stop_when")]
    public void Parse_KeyThatTheServiceDoesNotDo_IsRefusedByName(string old, string replacement, string key)
    {
        var e = Assert.Throws<CommandFailedException>(() => RecipeFile.Parse("r.yaml", RecipeText.With(old, replacement)));

        Assert.Equal("r.yaml: 1 fault in the recipe", e.Message);
        Assert.Equal($"{key}: ddl run does not do this", Assert.Single(e.Details));
    }

    [Fact]
    public void Parse_BoundAfterTheLastEpoch_IsRefused()
    {
        var e = Assert.Throws<CommandFailedException>(() => RecipeFile.Parse("r.yaml", RecipeText.With("at_least: 0.9", "after: 11, at_least: 0.9")));

        Assert.Equal("must_reach.after: 11 is after the last of the 10 epochs of rings", Assert.Single(e.Details));
    }

    [Fact]
    public void Parse_FaultInTheText_NamesFileLineAndColumn()
    {
        var e = Assert.Throws<CommandFailedException>(() => RecipeFile.Parse("r.yaml", RecipeText.With("epochs: 10", "epochs: ten")));

        Assert.StartsWith("r.yaml: ", e.Message, StringComparison.Ordinal);
        Assert.Contains("line 18, column 13", Assert.Single(e.Details), StringComparison.Ordinal);
    }
}
