using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes;

namespace DistributedDL.Cli.Tests.Recipes.Running;

public sealed class RunnerReachTests
{
    [Fact]
    public void Parse_RateOfAContinuation_IsRefusedWithAWayOut()
    {
        var e = Assert.Throws<CommandFailedException>(() => RecipeFile.Parse("r.yaml", RecipeText.With("epochs: 10", "epochs: 10\n  - continue: rings\n    epochs: 5\n    learning_rate: 0.1")));

        Assert.Equal("r.yaml: 1 fault in the recipe", e.Message);
        Assert.Equal("steps[1].learning_rate: ddl run does not do this: a run goes on at its own rate; 'train' with 'from' takes another", Assert.Single(e.Details));
    }

    [Theory]
    [InlineData("epochs: 10\n    schedule: cosine\n  - continue: rings\n    epochs: 5", "steps[1].continue: the cosine schedule of rings spans its epochs")]
    [InlineData("epochs: 10\n  - next_letters: rings\n    text: abc", "steps[1].next_letters: rings does not predict the character after a window")]
    public void Parse_StepThatTheModelCannotTake_SaysWhy(string steps, string words)
    {
        var e = Assert.Throws<CommandFailedException>(() => RecipeFile.Parse("r.yaml", RecipeText.With("epochs: 10", steps)));

        Assert.StartsWith(words, Assert.Single(e.Details), StringComparison.Ordinal);
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
