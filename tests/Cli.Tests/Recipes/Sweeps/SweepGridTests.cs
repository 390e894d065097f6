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
    [InlineData("learning_rate", "fast", "--grid: learning_rate=fast makes no recipe of r.yaml", "learning_rate")]
    [InlineData("speed", "1", "--grid: speed=1 makes no recipe of r.yaml", "speed")]
    [InlineData("epochs", "0", "--grid: epochs=0 makes no recipe of r.yaml", "epochs")]
    public void Of_AWrongValue_NamesItAndTheFault(string key, string value, string message, string fault)
    {
        var refused = Assert.Throws<CommandFailedException>(() => SweepGrid.Of("r.yaml", Recipe, [new(key, [value])]));

        Assert.Equal(message, refused.Message);
        Assert.Contains(refused.Details, detail => detail.Contains(fault, StringComparison.Ordinal));
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
