using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;
using DistributedDL.Learning.Training.Transfer;

namespace DistributedDL.Learning.Tests.Training.Transfer;

public sealed class TransferTrainingTests
{
    private const string Head = "dense_1";

    /// <summary>With batch norm between, which changes by seeing examples alone.</summary>
    private static readonly ArchitectureSpec Parent = Examples.Architecture(
        $"\"standardize\", {Examples.Dense(6, "relu")}, \"batch_norm\", {Examples.Dense(3, "softmax")}", 4);

    private static readonly TrainingSpec Spec = new() { Model = "m", Dataset = "d", Epochs = 4, BatchSize = 8, Seed = 2 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RunEpoch_FrozenBody_ChangesNothingOfIt(bool autograd)
    {
        var weights = Trained();
        var after = Train(Spec with { Transfer = new TransferSpec { ParentModel = "p", AllButLast = 1 } }, weights, 4, autograd);

        foreach (var (before, now) in weights.Zip(after))
            Assert.Equal(!before.Name.StartsWith(Head, StringComparison.Ordinal), before.Data.Span.SequenceEqual(now.Data.Span));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RunEpoch_FrozenAboveALearnedLayer_StaysWhileThatOneLearns(bool autograd)
    {
        var weights = Trained();
        var after = Train(Spec with { Transfer = new TransferSpec { ParentModel = "p", Freeze = ["batch_norm", Head] } }, weights, 4, autograd);

        foreach (var (before, now) in weights.Zip(after))
            Assert.Equal(!before.Name.StartsWith("dense.", StringComparison.Ordinal), before.Data.Span.SequenceEqual(now.Data.Span));
    }

    [Fact]
    public void RunEpoch_FrozenBatchNorm_HasTheGradientThatAutogradGives()
    {
        var spec = Spec with { Optimizer = "sgd", LearningRate = 0.1, Transfer = new TransferSpec { ParentModel = "p", Freeze = ["batch_norm"] } };
        var weights = Trained();

        foreach (var (one, other) in Train(spec, weights, 3, autograd: false).Zip(Train(spec, weights, 3, autograd: true)))
            Golden.Near.All(one.Values(), other.Values(), 1e-5, one.Name);
    }

    [Fact]
    public void RunEpoch_UnfreezeAtEpoch_TrainsTheBodyFromThenOn()
    {
        var weights = Trained();
        var spec = Spec with { Transfer = new TransferSpec { ParentModel = "p", Freeze = ["dense", "batch_norm"], UnfreezeAtEpoch = 3 } };

        Assert.Equal(Named(weights, "dense.weight"), Named(Train(spec, weights, 2), "dense.weight"));
        Assert.NotEqual(Named(weights, "dense.weight"), Named(Train(spec, weights, 3), "dense.weight"));
    }

    [Fact]
    public void RunEpoch_UnfrozenLayer_BeginsWithAdamsFirstStep()
    {
        // Adam's first step is of the learning rate's size in each weight; with the count of the head it would be three times that.
        var weights = Trained();
        var spec = Spec with { BatchSize = 1_000, LearningRate = 1e-4, Transfer = new TransferSpec { ParentModel = "p", Freeze = ["dense", "batch_norm"], UnfreezeAtEpoch = 3 } };

        var moved = Named(weights, "dense.weight").Zip(Named(Train(spec, weights, 3), "dense.weight"), (before, now) => Math.Abs(now - before)).Max();

        Assert.InRange(moved, 0.9e-4, 1.1e-4);
    }

    [Fact]
    public void RunEpoch_BodyLearningRate_IsTheBodys()
    {
        var weights = Trained();
        var spec = Spec with { Optimizer = "sgd", LearningRate = 0.1, BatchSize = 1_000 };
        var slow = Train(spec with { Transfer = new TransferSpec { ParentModel = "p", After = "batch_norm", BodyLearningRate = 0.001 } }, weights, 1);
        var fast = Train(spec with { Transfer = new TransferSpec { ParentModel = "p" } }, weights, 1);

        Assert.Equal(Named(fast, $"{Head}.weight"), Named(slow, $"{Head}.weight"));
        var ratio = Moved(weights, fast, "dense.weight") / Moved(weights, slow, "dense.weight");
        Assert.InRange(ratio, 95, 105);
    }

    [Fact]
    public void Constructor_Inherited_KeepsWhatWasFittedToTheParentsExamples()
    {
        var weights = Trained();

        Assert.Equal(Named(weights, "standardize.mean"), Named(Train(Spec with { Transfer = new TransferSpec { ParentModel = "p" } }, weights, 0), "standardize.mean"));
    }

    [Fact]
    public void Restore_BeforeAndAfterUnfreezing_EndsWithTheSameBits()
    {
        var weights = Trained();
        var spec = Spec with { Transfer = new TransferSpec { ParentModel = "p", Freeze = ["dense"], UnfreezeAtEpoch = 3, BodyLearningRate = 1e-4 } };
        var start = new TransferStart(TransferPlan.Bind(spec.Transfer!, Parent), weights);
        using var examples = Set(7);
        using var network = Network.Create(Parent, 1);
        using var trainer = new Trainer(network, spec, examples, null, start);
        var checkpoints = new List<IReadOnlyList<NamedTensor>>();
        while (!trainer.IsDone)
        {
            checkpoints.Add(trainer.Capture());
            trainer.RunEpoch(null, default);
        }

        foreach (var checkpoint in checkpoints)
        {
            using var other = Network.Create(Parent, 1);
            using var restored = new Trainer(other, spec, examples, null, start);
            restored.Restore(checkpoint);
            while (!restored.IsDone) restored.RunEpoch(null, default);
            Examples.AssertSameBits(trainer.Capture(), restored.Capture());
        }
    }

    [Fact]
    public void Constructor_WithOptimizer_GoesOnAsTheParentWouldHave()
    {
        using var examples = Set(7);
        using var network = Network.Create(Parent, 1);
        using var parent = new Trainer(network, Spec with { Shuffle = false }, examples, null);
        for (var epoch = 0; epoch < 2; epoch++) parent.RunEpoch(null, default);
        var spec = Spec with { Shuffle = false, Transfer = new TransferSpec { ParentModel = "p", KeepOptimizer = true } };
        var start = new TransferStart(TransferPlan.Bind(spec.Transfer!, Parent), network.SaveWeights(), parent.Capture());
        using var other = Network.Create(Parent, 99);
        using var child = new Trainer(other, spec, examples, null, start);

        for (var epoch = 0; epoch < 2; epoch++) Assert.Equal(parent.RunEpoch(null, default).Loss, child.RunEpoch(null, default).Loss);
        Examples.AssertSameBits(network.SaveWeights(), other.SaveWeights());
    }

    [Fact]
    public void Constructor_OtherOptimizer_NamesWhatIsMissing()
    {
        using var examples = Set(7);
        using var network = Network.Create(Parent, 1);
        using var parent = new Trainer(network, Spec, examples, null);
        var spec = Spec with { Optimizer = "rmsprop", Transfer = new TransferSpec { ParentModel = "p", KeepOptimizer = true } };
        var start = new TransferStart(TransferPlan.Bind(spec.Transfer!, Parent), network.SaveWeights(), parent.Capture());
        using var other = Network.Create(Parent, 1);

        Assert.Contains("optimizer.square_avg.dense.weight: missing", Assert.Throws<InvalidArgumentException>(() => new Trainer(other, spec, examples, null, start)).Message);
    }

    [Fact]
    public void Extract_Features_GiveTheHeadWhatTheWholeNetworkGives()
    {
        var weights = Trained();
        using var network = Network.Create(Parent, 1);
        network.LoadWeights(weights);
        var plan = TransferPlan.Bind(new TransferSpec { ParentModel = "p", FeaturesAt = "batch_norm" }, Parent);
        var extractor = new FeatureExtractor(network, "batch_norm");
        var (features, extracted) = (Examples.Floats(300 * 4, 3), new float[300 * 6]);
        extractor.Apply(features, 300, extracted);
        using var head = Network.Create(FeatureExtractor.Head(plan.Architecture, "batch_norm"), 1);
        head.LoadWeights([.. weights.Where(tensor => tensor.Name.StartsWith(Head, StringComparison.Ordinal))]);
        var (whole, parts) = (new float[300 * 3], new float[300 * 3]);
        network.Predict(features, 300, whole);
        head.Predict(extracted, 300, parts);

        Assert.Equal([6], extractor.OutputShape);
        Assert.Equal(whole, parts);
    }

    private static IReadOnlyList<NamedTensor> Trained()
    {
        using var examples = Set(1);
        using var network = Network.Create(Parent, 5);
        using var trainer = new Trainer(network, Spec, examples, null);
        trainer.RunEpoch(null, default);
        return network.SaveWeights();
    }

    private static IReadOnlyList<NamedTensor> Train(TrainingSpec spec, IReadOnlyList<NamedTensor> weights, int epochs, bool autograd = false)
    {
        using var examples = Set(7);
        using var network = Network.Create(Parent, 1, autograd);
        using var trainer = new Trainer(network, spec, examples, null, new TransferStart(TransferPlan.Bind(spec.Transfer!, Parent), weights));
        for (var epoch = 0; epoch < epochs; epoch++) trainer.RunEpoch(null, default);
        return network.SaveWeights();
    }

    private static ExampleSet Set(int seed) => Examples.RandomSet(40, 4, 3, seed);

    private static float[] Named(IReadOnlyList<NamedTensor> tensors, string name) => tensors.Single(tensor => tensor.Name == name).Values();

    private static double Moved(IReadOnlyList<NamedTensor> from, IReadOnlyList<NamedTensor> to, string name) =>
        Named(from, name).Zip(Named(to, name), (a, b) => Math.Abs((double)a - b)).Sum();
}
