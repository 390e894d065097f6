using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;
using DistributedDL.Learning.Training.DataParallel;
using DistributedDL.Learning.Training.Transfer;

namespace DistributedDL.Learning.Tests.Training.DataParallel;

public sealed class RankTrainingTests
{
    private static readonly TrainingSpec Spec = new() { Model = "m", Dataset = "d", Epochs = 6, BatchSize = 20, Seed = 3 };

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Restore_IntoAnotherNumberOfRanks_GoesOn(int averageEvery)
    {
        using var train = Examples.RandomSet(200, 8, 5);
        var architecture = Examples.Mlp(8, 20, 5);
        var spec = Spec with { AverageEvery = averageEvery };
        var whole = RankRun.Of(2, architecture, spec, train, train);
        var begun = RankRun.Of(2, architecture, spec, train, train, epochs: 3);

        var same = RankRun.Of(2, architecture, spec, train, train, from: begun[1].Checkpoint);
        RankRun.AssertEqual([whole[0] with { Epochs = [.. whole[0].Epochs.Skip(3)] }, .. same]);
        foreach (var worldSize in (int[])[0, 3])
        {
            var other = RankRun.Of(worldSize, architecture, spec, train, train, from: begun[0].Checkpoint);
            RankRun.AssertEqual(other);
            if (averageEvery == 1) other[0].AssertNear(same[0]);
            else Assert.InRange(other[0].Epochs[^1].Loss, 0.5 * same[0].Epochs[^1].Loss, 1.5 * same[0].Epochs[^1].Loss);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void LossNotFiniteOnOneRank_EndsAllWithTheSameWords(int averageEvery)
    {
        // Example 0 alone makes an infinite loss, and the first batch is its rank's.
        var features = Examples.Floats(200 * 8, 1);
        features[0] = 3e38f;
        using var train = Examples.Set(features, Examples.Floats(200, 2));
        var spec = Spec with { Shuffle = false, AverageEvery = averageEvery, Loss = "mse" };
        var architecture = Examples.Architecture(Examples.Dense(8, "linear") + ", " + Examples.Dense(1, "linear"), 8);

        var expected = Assert.Throws<PreconditionException>(() => RankRun.Of(0, architecture, spec, train, null));
        var all = MemoryRanks.Run(3, ranks =>
        {
            using var network = Network.Create(architecture, spec.Seed);
            using var trainer = new Trainer(network, spec, train, null, collective: ranks);
            return Assert.Throws<PreconditionException>(() => trainer.RunEpoch(null, default)).Message;
        });

        Assert.Contains("epoch 1, step 1", expected.Message, StringComparison.Ordinal);
        Assert.Equal([expected.Message, expected.Message, expected.Message], all);
    }

    [Fact]
    public void BatchNorm_EachRankItsOwnStatistics_RunningOnesAreTheirMean()
    {
        // One step of one batch: rank 0 sees zeros, rank 1 sees ones, so the means are 0 and 1, the variances 0.
        var features = new float[40];
        features.AsSpan(20).Fill(1);
        using var train = Examples.Set(features, Examples.Classes(20, 2, 1));
        var architecture = Examples.Architecture("""{"batch_norm":{"momentum":0.9}}, """ + Examples.Dense(2, "softmax"), 2);

        var runs = RankRun.Of(2, architecture, Spec with { Epochs = 1, Shuffle = false }, train, train);

        RankRun.AssertEqual(runs);
        var mean = runs[0].Weights.Single(tensor => tensor.Name == "batch_norm.running_mean").Values();
        var variance = runs[0].Weights.Single(tensor => tensor.Name == "batch_norm.running_var").Values();
        Assert.All(mean, value => Assert.Equal(0.05f, value, 6));
        Assert.All(variance, value => Assert.Equal(0.9f, value, 6));
    }

    [Fact]
    public void Dropout_EachRankItsOwnMasks_AndTheSameRunAgainTheSameBits()
    {
        using var train = Examples.RandomSet(200, 8, 5);
        var architecture = Examples.Architecture("""{"dropout":{"rate":0.5}}, """ + Examples.Dense(5, "softmax"), 8);

        var first = RankRun.Of(2, architecture, Spec, train, train);
        var again = RankRun.Of(2, architecture, Spec, train, train);

        RankRun.AssertEqual([.. first, .. again]);
        Assert.Equal(4, Enumerable.Range(0, 4).Select(rank => RankSeed.Of(Spec.Seed, rank)).Distinct().Count());
        Assert.Equal(Spec.Seed, RankSeed.Of(Spec.Seed, 0));
    }

    [Fact]
    public void FrozenLayers_StayAndAreNotSent_OthersAsOneRank()
    {
        using var train = Examples.RandomSet(200, 8, 5);
        var architecture = Examples.Architecture($$$"""{"batch_norm":{}}, {"dense":{"units":20,"activation":"relu","name":"body"}}, {{{Examples.Dense(5, "softmax")}}}""", 8);
        var spec = Spec with { Transfer = new TransferSpec { ParentModel = "p", Freeze = ["batch_norm", "body"], UnfreezeAtEpoch = 4 } };
        using var parent = Network.Create(architecture, 9);
        var weights = parent.SaveWeights();

        (float[] Early, float[] Late, float[] Head) Run(ICollective? ranks)
        {
            using var network = Network.Create(architecture, spec.Seed);
            using var trainer = new Trainer(network, spec, train, null, new TransferStart(TransferPlan.Bind(spec.Transfer!, architecture), weights), collective: ranks);
            float[] Of(string name) => trainer.Network.SaveWeights().Single(tensor => tensor.Name == name).Values();
            for (var epoch = 0; epoch < 3; epoch++) trainer.RunEpoch(null, default);
            var (early, head) = (Of("body.weight"), Of("dense.weight"));
            while (!trainer.IsDone) trainer.RunEpoch(null, default);
            return (early, Of("body.weight"), head);
        }

        var several = MemoryRanks.Run(3, Run);
        var one = Run(null);

        Assert.Equal(parent.SaveWeights().Single(tensor => tensor.Name == "body.weight").Values(), several[0].Early);
        Assert.NotEqual(several[0].Early, several[0].Late);
        Assert.All(one.Head.Zip(several[0].Head), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.All(several, rank => Assert.Equal(several[0].Late, rank.Late));
    }

    [Fact]
    public void RankThatThrows_IsLostToTheOthers()
    {
        using var train = Examples.RandomSet(200, 8, 5);
        var lost = MemoryRanks.Run(3, ranks =>
        {
            using var network = Network.Create(Examples.Mlp(8, 20, 5), 1);
            using var trainer = new Trainer(network, Spec, train, null, collective: ranks);
            if (ranks.Rank == 1) throw new RankLostException(1, "the test");
            Assert.Throws<RankLostException>(() => trainer.RunEpoch(null, default));
            Assert.Throws<InvalidOperationException>(trainer.Capture);
            return true;
        });

        Assert.Equal([true, false, true], lost);
    }
}
