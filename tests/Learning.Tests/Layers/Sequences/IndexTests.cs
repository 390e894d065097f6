using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;

namespace DistributedDL.Learning.Tests.Layers.Sequences;

public sealed class IndexTests
{
    [Theory]
    [InlineData(7, false)]
    [InlineData(-1, false)]
    [InlineData(1.5f, false)]
    [InlineData(float.NaN, false)]
    [InlineData(3e9f, false)]
    [InlineData(7, true)]
    public void Predict_NumberThatIsNoIndex_IsRefused(float number, bool autograd)
    {
        foreach (var layer in new[] { """{"one_hot": {"depth": 7}}""", """{"embedding": {"vocabulary": 7, "units": 2}}""" })
        {
            using var network = Network.Create(Examples.Architecture($"{layer}, \"global_max_pool\"", 2), 0, autograd);

            var e = Assert.Throws<InvalidArgumentException>(() => network.Predict([6, number], 1, new float[network.OutputWidth]));

            Assert.Contains("is not a whole number from 0 to 6, as layer '", e.Message);
        }
    }

    [Fact]
    public void Learn_NumberThatIsNoIndexInTheSecondMicroBatch_AppliesNothing()
    {
        var network = Network.Create(Examples.Architecture("""{"embedding": {"vocabulary": 7, "units": 2}}, {"lstm": {"units": 2}}, {"dense": {"units": 1}}""", 2), 0);
        using var learner = new OnlineLearner(network, new OnlineSessionSpec { Model = "m" });
        var before = network.SaveWeights();

        var e = Assert.Throws<InvalidArgumentException>(() => learner.Learn([1, 2, 3, 7], [0, 1], new float[2], new float[2]));

        Assert.Contains("feature 1 of example 1: 7 is not a whole number from 0 to 6", e.Message);
        Examples.AssertSameBits(before, network.SaveWeights());
    }

    [Fact]
    public void Create_Embedding_IsUniformWithinATwentieth()
    {
        using var network = Network.Create(Examples.Architecture("""{"embedding": {"vocabulary": 100, "units": 50}}""", 4), 3);
        var weight = network.SaveWeights().Single().Values();

        Assert.All(weight, value => Assert.InRange(value, -0.05f, 0.05f));
        Assert.InRange(weight.Average(value => value * value), 0.0025 / 3 * 0.95, 0.0025 / 3 * 1.05);
    }

    [Fact]
    public void Predict_OneHotAfterReshape_MarksTheIndex()
    {
        using var network = Network.Create(Examples.Architecture("""{"reshape": {"shape": [2, 1]}}, "flatten", {"one_hot": {"depth": 3}}""", 2), 0);
        var outputs = new float[6];

        network.Predict([2, 0], 1, outputs);

        Assert.Equal([0, 0, 1, 1, 0, 0], outputs);
    }
}
