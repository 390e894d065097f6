using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.Layers.Regularization;

public sealed class DropoutTests
{
    private const string Layers = """{"dense": {"units": 30, "activation": "relu"}}, {"dropout": {"rate": 0.4}}, {"dense": {"units": 3, "activation": "softmax"}}""";

    private static readonly TrainingSpec Spec = new() { Model = "m", Dataset = "d", Epochs = 4, BatchSize = 16, Seed = 11 };

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.9)]
    public void Forward_InTraining_DropsTheRateAndScalesTheRest(double rate)
    {
        const int Count = 40_000;
        using var network = Network.Create(Examples.Architecture(FormattableString.Invariant($"{{\"dropout\": {{\"rate\": {rate}}}}}"), Count), 0);
        var pass = network.RequirePass(1);
        pass.Input.Span.Fill(1);

        var kept = pass.Forward(1, 1, learns: true).Span[..Count].ToArray();

        Assert.InRange(kept.Count(value => value == 0), Count * (rate - 0.02), Count * (rate + 0.02));
        Assert.All(kept.Where(value => value != 0), value => Assert.Equal(1 / (1 - rate), value, 1e-4));
    }

    [Fact]
    public void Forward_OtherSeedStepOrPlace_DrawsAnotherMask()
    {
        using var network = Network.Create(Examples.Architecture("""{"dropout": {"rate": 0.5}}, "linear", {"dropout": {"rate": 0.5}}""", 200), 0);
        float[] Mask((long, long) chance, int operations)
        {
            var pass = network.RequirePass(1);
            pass.Chance = chance;
            pass.Input.Span.Fill(1);
            return pass.Forward(1, operations, learns: true).Span[..200].ToArray();
        }

        var first = Mask((1, 1), 1);

        Assert.Equal(first, Mask((1, 1), 1));
        Assert.NotEqual(first, Mask((2, 1), 1));
        Assert.NotEqual(first, Mask((1, 2), 1));
        Assert.InRange(Mask((1, 1), 3).Count(value => value != 0), 25, 75);
    }

    [Fact]
    public void Predict_InInference_IsTheIdentity()
    {
        using var network = Network.Create(Examples.Architecture("""{"dropout": {"rate": 0.5}}""", 50), 0);
        var (features, outputs) = (Examples.Floats(50, 1), new float[50]);

        network.Predict(features, 1, outputs);

        Assert.Equal(features, outputs);
    }

    [Fact]
    public void RunEpoch_RestoredTrainer_DrawsTheMasksOfTheUninterrupted()
    {
        using var set = Examples.RandomSet(100, 8, 3);
        using var network = Network.Create(Examples.Architecture(Layers, 8), 5);
        using var whole = new Trainer(network, Spec, set, null);
        whole.RunEpoch(null, default);
        var checkpoint = whole.Capture();
        whole.RunEpoch(null, default);

        using var other = Network.Create(Examples.Architecture(Layers, 8), 6);
        using var resumed = new Trainer(other, Spec, set, null);
        resumed.Restore(checkpoint);
        resumed.RunEpoch(null, default);

        Examples.AssertSameBits(network.SaveWeights(), other.SaveWeights());
    }

    [Fact]
    public void RunEpoch_OtherSeedSameOrder_EndsElsewhere()
    {
        using var set = Examples.RandomSet(100, 8, 3);
        float[] Train(long seed)
        {
            using var network = Network.Create(Examples.Architecture(Layers, 8), 5);
            using var trainer = new Trainer(network, Spec with { Seed = seed, Shuffle = false }, set, null);
            trainer.RunEpoch(null, default);
            return network.SaveWeights()[0].Values();
        }

        Assert.Equal(Train(1), Train(1));
        Assert.NotEqual(Train(1), Train(2));
    }
}
