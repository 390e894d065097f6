using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;
using DistributedDL.Learning.Training;
using TorchSharp;

namespace DistributedDL.Learning.Tests.Networks;

/// <summary>Torch counts its live tensors for the whole process, so nothing else may run beside these tests.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class LiveTensorTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ThousandStepsAndPredictions_KeepTheCountFlat(bool autograd)
    {
        var before = CountWithoutLeftovers();
        using (var network = Network.Create(Examples.Mlp(40, 70, 5), 1, autograd))
        using (var examples = Examples.RandomSet(32 * 100, 40, 5))
        using (var trainer = new Trainer(network, new TrainingSpec { Model = "m", Dataset = "d", Epochs = 11 }, examples, null))
        {
            trainer.RunEpoch(null, default);
            var count = torch.Tensor.TotalCount;
            for (var epoch = 0; epoch < 10; epoch++) trainer.RunEpoch(null, default);
            Assert.Equal(count, torch.Tensor.TotalCount);

            var (features, outputs) = (Examples.Floats(40 * 40, 1), new float[40 * 5]);
            network.Predict(features, 40, outputs);
            count = torch.Tensor.TotalCount;
            for (var i = 0; i < 1000; i++)
            {
                var n = 1 + i % 40;
                network.Predict(features.AsSpan(0, n * 40), n, outputs);
            }
            Assert.Equal(count, torch.Tensor.TotalCount);
        }
        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Theory]
    [InlineData("""{"reshape": {"shape": [5, 4, 2]}}, {"conv2d": {"filters": 3, "kernel": 2, "padding": "same"}}, "batch_norm", "max_pool", "flatten", {"dense": {"units": 5, "activation": "softmax"}}""", false)]
    [InlineData("""{"reshape": {"shape": [10, 4]}}, {"lstm": {"units": 3, "return_sequences": true}}, {"gru": {"units": 3}}, {"dropout": {"rate": 0.5}}, {"dense": {"units": 5, "activation": "softmax"}}""", false)]
    [InlineData("""{"reshape": {"shape": [10, 4]}}, {"gru": {"units": 3}}, {"dropout": {"rate": 0.5}}, "batch_norm", {"dense": {"units": 5, "activation": "softmax"}}""", true)]
    public void StepsOfCourseLayers_KeepTheCountFlatAndLeaveNothing(string layers, bool autograd)
    {
        var before = CountWithoutLeftovers();
        using (var network = Network.Create(Examples.Architecture(layers, 40), 1, autograd))
        using (var examples = Examples.RandomSet(32 * 5, 40, 5))
        using (var trainer = new Trainer(network, new TrainingSpec { Model = "m", Dataset = "d", Epochs = 11 }, examples, null))
        {
            void Once()
            {
                trainer.RunEpoch(null, default);
                network.Predict(Examples.Floats(32 * 40, 1), 32, new float[32 * 5]);
            }
            Once();
            var count = torch.Tensor.TotalCount;
            for (var i = 0; i < 3; i++) Once();
            Assert.Equal(count, torch.Tensor.TotalCount);
        }
        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Fact]
    public void ThousandOnlineUpdates_KeepTheCountFlat()
    {
        var before = CountWithoutLeftovers();
        using (var learner = new OnlineLearner(Network.Create(Examples.Mlp(9, 16, 2), 1), new OnlineSessionSpec { Model = "m" }))
        {
            var (features, targets) = (Examples.Floats(1000 * 9, 1), Examples.Classes(1000, 2, 2));
            learner.Learn(features.AsSpan(0, 9), targets.AsSpan(0, 1), new float[1], new float[1]);
            var count = torch.Tensor.TotalCount;
            learner.Learn(features, targets, new float[1000], new float[1000]);
            Assert.Equal(count, torch.Tensor.TotalCount);
        }
        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Fact]
    public void Network_MadeInsideADisposeScope_OutlivesIt()
    {
        Network network;
        using (torch.NewDisposeScope())
        {
            network = Network.Create(Examples.Mlp(40, 70, 5), 1);
            network.Predict(Examples.Floats(40 * 40, 1), 40, new float[40 * 5]);
        }
        using (network) network.Predict(Examples.Floats(40 * 40, 1), 40, new float[40 * 5]);
    }

    // What earlier tests dropped without disposing goes away whenever the collector runs: let it go before the count begins.
    private static long CountWithoutLeftovers()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }
}
