using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.Layers.Normalization;

public sealed class MaxNormaliseTests
{
    [Theory]
    [InlineData(new float[] { 1, 2, -8, 4 }, 8)]
    [InlineData(new float[] { 0, 0, 0, 0 }, 1)]
    public void Fit_TrainingExamples_DividesByTheLargestMagnitude(float[] features, float maximum)
    {
        using var network = Network.Create(Examples.Architecture("""{"reshape": {"shape": [2, 1]}}, "max_normalise", {"simple_rnn": {"units": 2}}, {"dense": {"units": 1}}""", 2), 0);
        using var set = Examples.Set(features, [1, 2]);
        using var trainer = new Trainer(network, new TrainingSpec { Model = "m", Dataset = "d", Epochs = 1, BatchSize = 2 }, set, null);

        Assert.Equal(maximum, network.SaveWeights().Single(tensor => tensor.Name == "max_normalise.maximum").Values()[0]);
    }
}
