using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.Networks;

public sealed class TrainabilityTests
{
    [Theory]
    [InlineData("""{"dense": {"units": 1, "activation": "step"}}""", "layers[0]", "layer 'dense' ends with step, whose slope is 0 everywhere, so it is for inference only")]
    [InlineData("""{"dense": {"units": 1}}, "step" """, "layers[1]", "layer 'step' ends with step")]
    [InlineData("\"relu\"", "layers", "no layer has parameters to train")]
    public void Check_NetworkForInference_SaysWhyItDoesNotTrain(string layers, string field, string part)
    {
        var architecture = Examples.Architecture(layers, 3);
        var spec = new TrainingSpec { Model = "m", Dataset = "d", Epochs = 1, Loss = "mse" };

        foreach (var action in new Action[]
        {
            () => Trainer.Check(spec, architecture),
            () => _ = new OnlineLearner(Network.Create(architecture, 0), new OnlineSessionSpec { Model = "m", Loss = "mse" }),
        })
        {
            var violations = Assert.Throws<InvalidArgumentException>(action).Violations;
            Assert.Contains(violations, violation => violation.Field == field && violation.Description.Contains(part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Check_StepBelowAllThatTrains_IsAllowed() =>
        Trainer.Check(new TrainingSpec { Model = "m", Dataset = "d", Epochs = 1 }, Examples.Architecture("""  "step", {"dense": {"units": 1}}""", 3));

    [Fact]
    public void Predict_PerceptronWithStep_GivesTheTruthTable()
    {
        using var network = Network.Create(Examples.Architecture("""{"dense": {"units": 1, "activation": "step"}}""", 2), 0);
        network.LoadWeights([StoredTensor.From("dense.weight", [1, 2], [0.5f, 0.5f]), StoredTensor.From("dense.bias", [1], [-0.7f])]);
        var outputs = new float[4];

        network.Predict([0, 0, 0, 1, 1, 0, 1, 1], 4, outputs);

        Assert.Equal([0, 0, 0, 1], outputs);
    }
}
