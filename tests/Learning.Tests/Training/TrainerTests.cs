using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.Training;

public sealed class TrainerTests
{
    private static readonly TrainingSpec Spec = new() { Model = "m", Dataset = "d", Epochs = 4, BatchSize = 16, Seed = 3 };

    [Theory]
    [InlineData("adam", false)]
    [InlineData("sgd", false)]
    [InlineData("adam", true)]
    public void Restore_IntoFreshTrainer_EndsWithTheSameBits(string optimizer, bool autograd)
    {
        var spec = Spec with { Optimizer = optimizer };
        using var examples = Examples.RandomSet(100, 40, 5);
        using var network = Network.Create(Examples.Mlp(40, 70, 5), 1, autograd);
        using var trainer = new Trainer(network, spec, examples, examples);
        for (var epoch = 0; epoch < 2; epoch++) trainer.RunEpoch(null, default);
        var checkpoint = trainer.Capture();
        var expected = new[] { trainer.RunEpoch(null, default), trainer.RunEpoch(null, default) };

        using var other = Network.Create(Examples.Mlp(40, 70, 5), 99, autograd);
        using var restored = new Trainer(other, spec, examples, examples);
        restored.Restore(checkpoint);
        Assert.Equal(2, restored.CompletedEpochs);
        var actual = new[] { restored.RunEpoch(null, default), restored.RunEpoch(null, default) };

        Assert.Equal(expected.Select(report => report.Loss), actual.Select(report => report.Loss));
        Assert.Equal(expected[1].Metrics, actual[1].Metrics);
        Examples.AssertSameBits(trainer.Capture(), restored.Capture());
    }

    [Fact]
    public void RunEpoch_SameSeed_SameBits_OtherSeed_OtherOrder()
    {
        using var examples = Examples.RandomSet(100, 8, 3);

        Examples.AssertSameBits(Train(Spec, examples), Train(Spec, examples));
        var other = Train(Spec with { Seed = 4 }, examples);
        Assert.Contains(Train(Spec, examples).Zip(other), pair => !pair.First.Data.Span.SequenceEqual(pair.Second.Data.Span));
    }

    [Fact]
    public void RunEpoch_SizeOfBatchNotAWholePart_SeesEveryExample()
    {
        using var examples = Examples.RandomSet(50, 8, 3);
        using var network = Network.Create(Examples.Mlp(8, 4, 3), 1);
        using var trainer = new Trainer(network, Spec, examples, null);
        var told = new List<long>();

        var report = trainer.RunEpoch(told.Add, default);

        Assert.Equal((1, 50L), (report.Epoch, report.Examples));
        Assert.Equal(50, told[^1]);
        Assert.Equal(["train_accuracy"], report.Metrics.Keys);
    }

    [Fact]
    public void RunEpoch_BatchLargerThanTheSet_IsOneStep()
    {
        using var examples = Examples.RandomSet(50, 8, 3);
        using var network = Network.Create(Examples.Mlp(8, 4, 3), 1);
        using var trainer = new Trainer(network, Spec with { BatchSize = 1_000_000 }, examples, null);

        trainer.RunEpoch(null, default);

        Assert.Equal(1, BitConverter.ToInt64(trainer.Capture().Single(tensor => tensor.Name == "optimizer.step").Data.Span));
    }

    [Fact]
    public void RunEpoch_Cancelled_HasToBeRestored()
    {
        using var examples = Examples.RandomSet(100, 8, 3);
        using var network = Network.Create(Examples.Mlp(8, 4, 3), 1);
        using var trainer = new Trainer(network, Spec, examples, null);
        trainer.RunEpoch(null, default);
        var checkpoint = trainer.Capture();
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => trainer.RunEpoch(null, cancellation.Token));
        Assert.Throws<InvalidOperationException>(() => trainer.RunEpoch(null, default));
        Assert.Throws<InvalidOperationException>(trainer.Capture);

        trainer.Restore(checkpoint);
        Examples.AssertSameBits(checkpoint, trainer.Capture());
        Assert.Equal(2, trainer.RunEpoch(null, default).Epoch);
    }

    [Fact]
    public void RunEpoch_LossNoLongerFinite_NamesEpochAndStep()
    {
        using var examples = Examples.Set(Examples.Floats(64 * 4, 1, 1e18), Examples.Floats(64, 2, 1e18));
        using var network = Network.Create(Examples.Architecture(Examples.Dense(1, "linear"), 4), 1);
        using var trainer = new Trainer(network, Spec with { Optimizer = "sgd", LearningRate = 1 }, examples, null);

        var e = Assert.Throws<PreconditionException>(() => trainer.RunEpoch(null, default));

        Assert.Contains("epoch 1, step 2", e.Message);
    }

    [Fact]
    public void Constructor_EveryFault_IsNamedTogether()
    {
        using var network = Network.Create(Examples.Mlp(8, 4, 3), 1);
        using var train = Examples.Set(Examples.Floats(20, 1), [0, 1, 2, 3, 4]);
        using var validation = Examples.Set([1, 2, float.NaN, 4, 5, 6, 7, 8], [1.5f]);

        var e = Assert.Throws<InvalidArgumentException>(() =>
            new Trainer(network, Spec with { Epochs = 0, BatchSize = -1, Optimizer = "x", Loss = "y", LearningRate = -1 }, train, validation));

        Assert.Equal(["batch_size", "epochs", "learning_rate", "loss", "optimizer", "train.features", "validation.features"],
            e.Violations.Select(violation => violation.Field).Order(StringComparer.Ordinal));
        Assert.Contains("each example has 4 numbers, but the network takes 8 ([8])", e.Message);
        Assert.Contains("feature 2 of example 0 is not a finite number", e.Message);
    }

    [Theory]
    [InlineData(3f, "3 is not a class index from 0 to 2")]
    [InlineData(-1f, "-1 is not a class index")]
    [InlineData(0.5f, "0.5 is not a class index")]
    [InlineData(float.NaN, "NaN is not a class index")]
    public void Constructor_UnknownClass_NamesTheExample(float target, string part)
    {
        using var network = Network.Create(Examples.Mlp(4, 4, 3), 1);
        using var train = Examples.Set(Examples.Floats(8, 1), [0, target]);

        var e = Assert.Throws<InvalidArgumentException>(() => new Trainer(network, Spec, train, null));

        Assert.Equal("train.targets", Assert.Single(e.Violations).Field);
        Assert.Contains($"example 1: {part}", e.Message);
    }

    [Fact]
    public void Constructor_NoExamples_IsRefused()
    {
        using var network = Network.Create(Examples.Mlp(4, 4, 3), 1);
        using var train = new ExampleSet(0, 4, Contracts.Tensors.ElementType.U8);

        Assert.Contains("train: holds no examples", Assert.Throws<InvalidArgumentException>(() => new Trainer(network, Spec, train, null)).Message);
    }

    [Fact]
    public void Constructor_NothingToTrain_IsRefused()
    {
        using var network = Network.Create(Examples.Architecture("\"softmax\"", 4), 1);
        using var train = Examples.RandomSet(10, 4, 3);

        Assert.Contains("no layer has parameters to train", Assert.Throws<InvalidArgumentException>(() => new Trainer(network, Spec, train, null)).Message);
    }

    [Fact]
    public void Restore_CheckpointOfAnotherOptimizer_NamesWhatIsMissing()
    {
        using var examples = Examples.RandomSet(20, 4, 3);
        using var network = Network.Create(Examples.Mlp(4, 4, 3), 1);
        using var adam = new Trainer(network, Spec, examples, null);
        using var sgd = new Trainer(network, Spec with { Optimizer = "sgd" }, examples, null);

        Assert.Contains("optimizer.exp_avg.dense.weight: missing", Assert.Throws<InvalidArgumentException>(() => adam.Restore(sgd.Capture())).Message);
        Assert.Contains("optimizer.exp_avg.dense.weight: unknown", Assert.Throws<InvalidArgumentException>(() => sgd.Restore(adam.Capture())).Message);
    }

    [Fact]
    public void Check_SpecAndArchitectureWrong_NamesAllWithoutData()
    {
        var e = Assert.Throws<InvalidArgumentException>(() => Trainer.Check(Spec with { Epochs = 0, Optimizer = "x" }, Examples.Architecture("\"dens\"", 4)));
        Assert.Equal(["epochs", "optimizer", "layers[0]"], e.Violations.Select(violation => violation.Field));

        Assert.Contains("network has 3", Assert.Throws<InvalidArgumentException>(
            () => Trainer.Check(Spec with { Loss = "mse" }, Examples.Mlp(4, 4, 3))).Message);
        Trainer.Check(Spec, Examples.Mlp(4, 4, 3));
    }

    [Fact]
    public void Constructor_ConstantFeature_StandardizesByOne()
    {
        using var network = Network.Create(Examples.Architecture("\"standardize\", " + Examples.Dense(1, "linear"), 2), 1);
        using var train = Examples.Set([0.1f, 1, 0.1f, 3, 0.1f, 5], [1, 2, 3]);

        using var trainer = new Trainer(network, Spec, train, null);

        var std = network.SaveWeights().Single(tensor => tensor.Name == "standardize.std").Values();
        Assert.Equal(1, std[0]);
        Assert.Equal((float)Math.Sqrt(8.0 / 3), std[1]);
    }

    private static IReadOnlyList<Contracts.Tensors.NamedTensor> Train(TrainingSpec spec, ExampleSet examples)
    {
        using var network = Network.Create(Examples.Mlp(8, 4, 3), 1);
        using var trainer = new Trainer(network, spec, examples, null);
        trainer.RunEpoch(null, default);
        return trainer.Capture();
    }
}
