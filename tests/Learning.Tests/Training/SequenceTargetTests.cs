using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;
using DistributedDL.Learning.Tests.Golden;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.Training;

public sealed class SequenceTargetTests
{
    private const int Steps = 7;

    private static readonly TrainingSpec TwentySteps = new() { Model = "m", Dataset = "d", Epochs = 20, BatchSize = 6, Optimizer = "adam", LearningRate = 0.01, Shuffle = false };

    [Theory]
    [InlineData("classes", false)]
    [InlineData("classes", true)]
    [InlineData("values", false)]
    [InlineData("values", true)]
    [InlineData("flat_values", false)]
    public void RunEpoch_TwentyStepsWithATargetAtEach_GoesWherePyTorchDoes(string name, bool autograd)
    {
        var golden = GoldenFile.Case("sequences.json", name);
        using var network = Network.Create(golden.Architecture(), 0, autograd);
        network.LoadWeights(golden.Tensors("weights"));
        using var examples = Examples.Set(golden.Floats("features"), golden.Floats("targets"), Steps);
        using var trainer = new Trainer(network, TwentySteps, examples, null);

        foreach (var expected in golden.Floats("losses")) Near.One(expected, trainer.RunEpoch(null, default).Loss, 2e-5, "loss");

        var trained = network.SaveWeights().ToDictionary(tensor => tensor.Name);
        foreach (var tensor in golden.Tensors("trained")) Near.All(tensor.Values(), trained[tensor.Name].Values(), 1e-4, tensor.Name);
        var result = Evaluator.Evaluate(network, examples, null);
        Assert.Equal(6, result.Examples);
        Near.One((double)golden["final_loss"]!, result.Loss, 2e-5, "evaluation loss");
        if (golden["accuracy"] is { } accuracy) Near.One((double)accuracy, result.Metrics["accuracy"], 1e-6, "accuracy");
        if (name == "classes") Assert.Equal(6 * Steps, result.ConfusionMatrix.Sum());
    }

    [Fact]
    public void Constructor_OneTargetForAnOutputOfSteps_NamesExpectedAndGot()
    {
        using var network = Network.Create(GoldenFile.Case("sequences.json", "classes").Architecture(), 0);
        using var single = Examples.Set(new float[6 * Steps], new float[6]);

        var e = Assert.Throws<InvalidArgumentException>(() => new Trainer(network, TwentySteps, single, null));

        Assert.Contains(e.Violations, violation => violation.Field == "train.targets" && violation.Description == "each example has 1 target, but the output [7, 9] is compared with 7");
    }

    [Fact]
    public void Constructor_TargetOutOfRange_NamesExampleAndStep()
    {
        using var network = Network.Create(GoldenFile.Case("sequences.json", "classes").Architecture(), 0);
        var targets = new float[6 * Steps];
        targets[Steps + 3] = 9;
        using var wrong = Examples.Set(new float[6 * Steps], targets, Steps);

        var e = Assert.Throws<InvalidArgumentException>(() => new Trainer(network, TwentySteps, wrong, null));

        Assert.Contains(e.Violations, violation => violation.Description == "example 1, step 3: 9 is not a class index from 0 to 8");
    }

    [Fact]
    public void OnlineLearner_OutputOfSteps_IsRefused()
    {
        using var network = Network.Create(GoldenFile.Case("sequences.json", "classes").Architecture(), 0);

        var e = Assert.Throws<InvalidArgumentException>(() => new OnlineLearner(network, new OnlineSessionSpec { Model = "m" }));

        Assert.Contains(e.Violations, violation => violation.Field == "model" && violation.Description.Contains("[7, 9] is 7 steps an example", StringComparison.Ordinal));
    }

    [Fact]
    public void Append_NotWholeExamples_IsRefused()
    {
        using var set = new ExampleSet(2, 1, Contracts.Tensors.ElementType.U8, targetWidth: 3);

        Assert.Contains("4 are not whole examples of 3", Assert.Throws<InvalidArgumentException>(() => set.Append(new byte[1], new float[4])).Message, StringComparison.Ordinal);
    }
}
