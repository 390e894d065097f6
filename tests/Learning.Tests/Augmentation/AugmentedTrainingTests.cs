using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.Augmentation;

public sealed class AugmentedTrainingTests
{
    private static readonly TrainingSpec Spec = new()
    {
        Model = "m", Dataset = "d", Epochs = 4, BatchSize = 16, Seed = 3,
        Augment = """{"flip_horizontal":true,"rotation":15,"width_shift":0.2,"height_shift":1,"zoom":0.2,"brightness":[0.8,1.2]}""",
    };

    [Fact]
    public void Restore_AugmentedRun_EndsWithTheSameBits()
    {
        using var examples = Examples.RandomSet(40, 48, 3);
        using var network = Create(1);
        using var trainer = new Trainer(network, Spec, examples, examples);
        for (var epoch = 0; epoch < 2; epoch++) trainer.RunEpoch(null, default);
        var checkpoint = trainer.Capture();
        for (var epoch = 0; epoch < 2; epoch++) trainer.RunEpoch(null, default);

        using var other = Create(99);
        using var restored = new Trainer(other, Spec, examples, examples);
        restored.Restore(checkpoint);
        for (var epoch = 0; epoch < 2; epoch++) restored.RunEpoch(null, default);

        Examples.AssertSameBits(trainer.Capture(), restored.Capture());
    }

    [Fact]
    public void RunEpoch_Augmented_ChangesWhatIsLearnedAndNotWhatIsEvaluated()
    {
        using var examples = Examples.RandomSet(40, 48, 3);
        var still = Spec with { Optimizer = "sgd", LearningRate = 1e-30 };

        var (plain, augmented) = (Loss(still with { Augment = "{}" }, examples), Loss(still, examples));

        Assert.NotEqual(plain.Loss, augmented.Loss);
        Assert.Equal(plain.Metrics["validation_loss"], augmented.Metrics["validation_loss"]);
    }

    private static EpochReport Loss(TrainingSpec spec, ExampleSet examples)
    {
        using var network = Create(1);
        using var trainer = new Trainer(network, spec, examples, examples);
        return trainer.RunEpoch(null, default);
    }

    private static Network Create(long seed) => Network.Create(Examples.Architecture(
        $$$"""{"conv2d": {"filters": 4, "kernel": 3, "activation": "relu"}}, "flatten", {{{Examples.Dense(3, "softmax")}}}""", 4, 4, 3), seed);
}
