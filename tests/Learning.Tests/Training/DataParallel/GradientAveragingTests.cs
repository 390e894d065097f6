using DistributedDL.Contracts.Training;

namespace DistributedDL.Learning.Tests.Training.DataParallel;

/// <summary>Several ranks against one: 50 steps and more, losses within 1e-4.</summary>
public sealed class GradientAveragingTests
{
    // 10 steps an epoch, the last of 7 examples.
    private static readonly TrainingSpec Spec = new() { Model = "m", Dataset = "d", Epochs = 5, BatchSize = 25, Seed = 3, LearningRate = 0.01 };

    [Theory]
    [InlineData(2, "adam", "{}", null, "cross_entropy", "{}")]
    [InlineData(3, "adam", """{"weight_decay":0.01}""", null, "cross_entropy", """{"class_weights":"balanced","label_smoothing":0.1}""")]
    [InlineData(4, "adamw", "{}", 0.3, "cross_entropy", """{"class_weights":[1,2,0.5,1,3]}""")]
    [InlineData(8, "sgd", """{"momentum":0.9,"nesterov":true,"weight_decay":0.01}""", null, "cross_entropy", "{}")]
    [InlineData(2, "sgd", "{}", 0.05, "hinge", """{"class_weights":"balanced"}""")]
    [InlineData(3, "rmsprop", "{}", null, "hinge", "{}")]
    public void Classes_AsOneRank(int worldSize, string optimizer, string parameters, double? clip, string loss, string lossParameters)
    {
        using var train = Examples.RandomSet(232, 8, 5);
        using var validation = Examples.RandomSet(41, 8, 5, seed: 7);

        Compare(worldSize, """{"standardize": {}}, """ + Examples.Dense(20, "relu") + ", " + Examples.Dense(5, "softmax"), [8],
            Spec with { Optimizer = optimizer, OptimizerParameters = parameters, ClipNorm = clip, Loss = loss, LossParameters = lossParameters }, train, validation);
    }

    [Theory]
    [InlineData(2, "binary_cross_entropy", "sigmoid", """{"class_weights":"balanced","label_smoothing":0.1}""")]
    [InlineData(3, "hinge", "sigmoid", """{"class_weights":[1,2]}""")]
    [InlineData(2, "mse", "linear", "{}")]
    [InlineData(4, "mae", "linear", "{}")]
    [InlineData(3, "huber", "linear", """{"delta":0.5}""")]
    public void OneOutput_AsOneRank(int worldSize, string loss, string activation, string lossParameters)
    {
        using var train = Examples.RandomSet(232, 8, 2);
        using var validation = Examples.RandomSet(41, 8, 2, seed: 7);

        Compare(worldSize, Examples.Dense(20, "tanh") + ", " + Examples.Dense(1, activation), [8],
            Spec with { Optimizer = "adam", Loss = loss, LossParameters = lossParameters, ClipNorm = 0.5 }, train, validation);
    }

    [Theory]
    [InlineData("""{"conv2d":{"filters":4,"kernel":3,"activation":"relu"}}, "max_pool", "flatten", {"dense":{"units":3,"activation":"softmax"}}""", 8, 8, 1)]
    [InlineData("""{"lstm":{"units":6}}, {"dense":{"units":3,"activation":"softmax"}}""", 8, 8)]
    public void ImagesAndSequences_AsOneRank(string layers, params int[] input)
    {
        using var train = Examples.RandomSet(232, 64, 3);
        using var validation = Examples.RandomSet(41, 64, 3, seed: 7);

        Compare(3, layers, input, Spec with { Optimizer = "adam" }, train, validation);
    }

    [Fact]
    public void AugmentedImages_AsOneRank()
    {
        using var train = Examples.RandomSet(100, 64, 3);

        Compare(2, "\"flatten\", " + Examples.Dense(3, "softmax"), [8, 8],
            Spec with { Epochs = 13, Augment = """{"flip_horizontal":true,"rotation":20,"zoom":0.2}""" }, train, null);
    }

    [Fact]
    public void BatchesSmallerThanTheWorld_AsOneRank()
    {
        // The last batch of an epoch has 2 examples for 4 ranks.
        using var train = Examples.RandomSet(30, 8, 5);

        Compare(4, Examples.Dense(5, "softmax"), [8], Spec with { Epochs = 13, BatchSize = 7 }, train, train);
    }

    [Theory]
    [InlineData("plateau", """{"patience":0,"factor":0.5}""")]
    [InlineData("cosine", """{"warmup_epochs":2}""")]
    public void DecisionsOfAnEpoch_AsOneRank(string schedule, string parameters)
    {
        using var train = Examples.RandomSet(100, 8, 5);
        using var validation = Examples.RandomSet(41, 8, 5, seed: 7);

        var runs = Compare(3, Examples.Dense(30, "relu") + ", " + Examples.Dense(5, "softmax"), [8], Spec with
        {
            Epochs = 60, LearningRate = 0.02, Schedule = new ScheduleSpec(schedule, parameters), EarlyStopping = new EarlyStoppingSpec(12),
        }, train, validation);

        Assert.True(runs[0].StoppedEarly);
        Assert.InRange(runs[0].FinalEpoch, 1, runs[0].Epochs.Count - 1);
    }

    [Fact]
    public void StopWhen_EndsAllRanksTogether()
    {
        using var train = Examples.RandomSet(100, 8, 2);

        var runs = Compare(3, Examples.Dense(30, "relu") + ", " + Examples.Dense(2, "softmax"), [8],
            Spec with { Epochs = 100, StopWhen = new StopWhenSpec("train_accuracy", AtLeast: 0.8) }, train, null);

        Assert.True(runs[0].StoppedEarly && runs[0].Epochs.Count < 100);
    }

    [Fact]
    public void WorldOfOne_SameBitsAsWithoutACollective()
    {
        using var train = Examples.RandomSet(232, 8, 5);
        var architecture = Examples.Architecture("""{"batch_norm":{}}, {"dropout":{"rate":0.3}}, """ + Examples.Dense(5, "softmax"), 8);
        var spec = Spec with { ClipNorm = 0.5 };

        var alone = RankRun.Of(0, architecture, spec, train, train)[0];
        var world = RankRun.Of(1, architecture, spec, train, train)[0];

        RankRun.AssertEqual([alone, world]);
    }

    private static RankRun[] Compare(
        int worldSize, string layers, int[] input, TrainingSpec spec, Learning.Training.ExampleSet train, Learning.Training.ExampleSet? validation)
    {
        var architecture = Examples.Architecture(layers, input);
        var one = RankRun.Of(0, architecture, spec, train, validation)[0];
        var several = RankRun.Of(worldSize, architecture, spec with { WorldSize = Math.Min(worldSize, spec.BatchSize) }, train, validation);
        RankRun.AssertEqual(several);
        several[0].AssertNear(one);
        Assert.Equal((one.FinalEpoch, one.StoppedEarly), (several[0].FinalEpoch, several[0].StoppedEarly));
        return several;
    }
}
