using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;
using DistributedDL.Learning.Training.DataParallel;

namespace DistributedDL.Learning.Tests.Training.DataParallel;

public sealed class WeightAveragingTests
{
    private static readonly TrainingSpec Spec = new() { Model = "m", Dataset = "d", Epochs = 8, BatchSize = 20, Seed = 3 };

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"momentum":0.9}""")]
    public void EveryStep_OfSgd_EqualsTheAverageOfGradients(string parameters)
    {
        // Weights and momentum are linear in the gradient; parts of 7, 7 and 6 examples make their shares count.
        float[][] Run(Func<ICollective, Learner, RankUpdate> make) => MemoryRanks.Run(3, ranks =>
        {
            using var network = Network.Create(Examples.Mlp(8, 20, 5), 1);
            using var learner = new Learner(network, new LearnerSpec(null, "sgd", 0.1) { OptimizerParameters = parameters }, []);
            using var train = Examples.RandomSet(1_000, 8, 5);
            var update = make(ranks, learner);
            update.BeginEpoch();
            for (var step = 0; step < 50; step++)
            {
                var (first, count) = RankShard.Of(20, ranks.Rank, 3);
                var targets = new float[count];
                train.Gather([.. Enumerable.Range(step * 20 + first, count)], learner.Input(count), targets);
                learner.Predict(targets, new float[count], new float[count]);
                Assert.True(update.Step(new RankStep(step + 1, step == 49, count, 20, true, 1), default));
            }
            return network.Parameters.CopyValues();
        });

        var gradients = Run((ranks, learner) => new GradientAveraging(ranks, learner));
        var weights = Run((ranks, learner) => new WeightAveraging(ranks, learner, 1));

        Assert.All(gradients[0].Zip(weights[0]), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.All(weights, rank => Assert.Equal(weights[0], rank));
    }

    [Theory]
    [InlineData("sgd", 3)]
    [InlineData("adam", 7)]
    [InlineData("adamw", 1000)]
    public void EverySoManySteps_RanksAreEqualAfterAnEpoch_AndLearnAsOneDoes(string optimizer, int every)
    {
        using var train = Examples.RandomSet(200, 8, 2);
        var architecture = Examples.Mlp(8, 30, 2);
        var spec = Spec with { Optimizer = optimizer, LearningRate = 0.02, AverageEvery = every };

        var runs = RankRun.Of(3, architecture, spec, train, train);
        var one = RankRun.Of(0, architecture, spec, train, train)[0];

        RankRun.AssertEqual(runs);
        Assert.Equal(80, BitConverter.ToInt64(runs[0].Checkpoint.Single(tensor => tensor.Name == "optimizer.step").Data.Span));
        Assert.InRange(runs[0].Epochs[^1].Loss, 0.8 * one.Epochs[^1].Loss, 1.2 * one.Epochs[^1].Loss);
        Assert.True(runs[0].Epochs[^1].Loss < runs[0].Epochs[0].Loss);
    }

    [Fact]
    public void RankWithoutExamples_CountsForNothing()
    {
        // Batches of 2 for 4 ranks: ranks 1 and 3 have them, 0 and 2 never see any.
        using var train = Examples.RandomSet(40, 8, 2);

        var runs = RankRun.Of(4, Examples.Mlp(8, 30, 2), Spec with { BatchSize = 2, AverageEvery = 5, Epochs = 10, OptimizerParameters = "{}" }, train, null);

        RankRun.AssertEqual(runs);
        Assert.True(runs[0].Epochs[^1].Loss < 0.9 * runs[0].Epochs[0].Loss, $"{runs[0].Epochs[0].Loss} to {runs[0].Epochs[^1].Loss}");
    }
}
