using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Recipes.Sweeps;

namespace DistributedDL.Cli.Tests.Recipes.Sweeps;

public sealed class SweepGridTests
{
    private const string Recipe = """
        recipe: points
        seeds: [0, 1, 2]
        data:
          xor: { rows: [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]], columns: [a, b, y], target: y, target_is: class }
        networks:
          net: { input: [2], layers: [{ dense: { units: 1, activation: sigmoid } }] }
        steps:
          - train: first
            network: net
            data: xor
            epochs: 10
            learning_rate: 0.5
        """;

    [Fact]
    public void Of_TwoAxes_GivesEveryCombinationInOrder()
    {
        var points = SweepGrid.Of("r.yaml", Recipe, [new("learning_rate", ["0.1", "0.01"]), new("epochs", ["3", "4"])]);

        Assert.Equal(["learning_rate 0.1, epochs 3", "learning_rate 0.1, epochs 4", "learning_rate 0.01, epochs 3", "learning_rate 0.01, epochs 4"], points.Select(point => point.Title));
        var steps = points.Select(point => Assert.IsType<TrainStep>(Assert.Single(point.Recipe.Steps))).ToList();
        Assert.Equal([0.1, 0.1, 0.01, 0.01], steps.Select(step => step.LearningRate));
        Assert.Equal([3, 4, 3, 4], steps.Select(step => step.Epochs));
        // One run a combination, with the recipe's first seed.
        Assert.All(points, point => Assert.Equal([0L], point.Recipe.Seeds));
    }

    [Fact]
    public void Of_Seed_IsTheRecipes() =>
        Assert.Equal([[7L], [8L]], SweepGrid.Of("r.yaml", Recipe, [new("seed", ["7", "8"])]).Select(point => point.Recipe.Seeds));

    [Fact]
    public void Of_AKeyThatATrainStepHasAWordFor_IsAdded() =>
        Assert.Equal(["sgd", "adam"], SweepGrid.Of("r.yaml", Recipe, [new("optimizer", ["sgd", "adam"])]).Select(point => ((TrainStep)point.Recipe.Steps[0]).Optimizer.Kind));

    [Theory]
    [InlineData("learning_rate", "fast", "--grid: learning_rate: 'fast' is not a number above 0 to 1000")]
    [InlineData("learning_rate", "-1", "--grid: learning_rate: '-1' is not a number above 0 to 1000")]
    [InlineData("epochs", "0", "--grid: epochs: '0' is not a whole number from 1 to 1,000,000")]
    [InlineData("epochs", "1.5", "--grid: epochs: '1.5' is not a whole number from 1 to 1,000,000")]
    [InlineData("seed", "x", "--grid: seed: 'x' is not a whole number from 0 to 2,147,483,647")]
    public void Of_AWrongValue_IsWrongUsageThatNamesKeyValueAndBound(string key, string value, string message)
    {
        var refused = Assert.Throws<CommandFailedException>(() => SweepGrid.Of("r.yaml", Recipe, [new(key, [value])]));

        Assert.Equal((message, CommandRunner.WrongUsage), (refused.Message, refused.ExitCode));
        Assert.Empty(refused.Details);
    }

    [Theory]
    [InlineData("lerning_rate")]
    [InlineData("train")]
    public void Of_AKeyThatATrainStepHasNot_IsWrongUsageThatNamesTheKnownOnes(string key)
    {
        var refused = Assert.Throws<CommandFailedException>(() => SweepGrid.Of("r.yaml", Recipe, [new(key, ["0.1"])]));

        Assert.Equal(CommandRunner.WrongUsage, refused.ExitCode);
        Assert.StartsWith($"--grid: '{key}' is no key of a train step; known are augment, batch_size, ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(", learning_rate, ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(", seed, ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("line ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WrongValuesWithWhatFollowsFromThem_NamesTheValuesAlone()
    {
        var recipe = $"{Recipe}\n    evaluate_at: [8]";

        Assert.Equal("--grid: epochs: '1.5' is not a whole number from 1 to 1,000,000",
            Assert.Throws<CommandFailedException>(() => SweepGrid.Of("r.yaml", recipe, [new("epochs", ["1.5"])])).Message);
        var refused = Assert.Throws<CommandFailedException>(() => SweepGrid.Of("r.yaml", recipe, [new("epochs", ["1.5"]), new("batch_size", ["0"])]));
        Assert.Equal("--grid: epochs=1.5, batch_size=0 makes no recipe of r.yaml", refused.Message);
        Assert.Equal(["batch_size", "epochs"], refused.Details.Select(detail => detail.Split(':')[0]).Order());
    }

    [Fact]
    public void Of_AValueThatAnotherKeyForbids_NamesBothWithoutAPlaceInTheChangedText()
    {
        var refused = Assert.Throws<CommandFailedException>(() => SweepGrid.Of("r.yaml", $"{Recipe}\n    evaluate_at: [8]", [new("epochs", ["3"])]));

        Assert.Equal(("--grid: epochs=3 makes no recipe of r.yaml", CommandRunner.WrongUsage), (refused.Message, refused.ExitCode));
        Assert.Equal(["steps[0].evaluate_at: 8 is after the last of 3 epochs"], refused.Details);
    }

    [Theory]
    [InlineData("learning_rate", "--grid: 'learning_rate' is not of the form KEY=V1,V2, as in learning_rate=0.1,0.01")]
    [InlineData("=1", "--grid: '=1' is not of the form KEY=V1,V2, as in learning_rate=0.1,0.01")]
    [InlineData("a=1,,2", "--grid: 'a=1,,2' is not of the form KEY=V1,V2, as in learning_rate=0.1,0.01")]
    [InlineData("a=1,1", "--grid: a has the value 1 twice")]
    public void Read_NoGrid_SaysTheForm(string text, string message)
    {
        var refused = Assert.Throws<CommandFailedException>(() => GridOption.Read([text]));

        Assert.Equal((message, CommandRunner.WrongUsage), (refused.Message, refused.ExitCode));
    }

    [Fact]
    public void Read_AKeyTwiceOrTooMany_IsRefused()
    {
        Assert.Contains("a is given twice", Assert.Throws<CommandFailedException>(() => GridOption.Read(["a=1", "a=2"])).Message, StringComparison.Ordinal);
        var many = string.Join(',', Enumerable.Range(0, 40));
        Assert.Equal("--grid: 1600 combinations; at most 1000", Assert.Throws<CommandFailedException>(() => GridOption.Read([$"a={many}", $"b={many}"])).Message);
    }
}
