using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;
using DistributedDL.Learning.OnlineLearning.Growth;

namespace DistributedDL.Learning.Tests.OnlineLearning;

public sealed class GrowingHeadTests
{
    private static readonly OnlineSessionSpec Spec = new() { Model = "m", Optimizer = "adam", LearningRate = 0.01, UnknownLabels = UnknownLabels.Grow };

    private static OnlineLearner Begin(ArchitectureSpec architecture, OnlineSessionSpec spec) => new(Network.Create(architecture, 1), spec);

    private static void Learn(OnlineLearner learner, int count, int classes, int seed) =>
        learner.Learn(Examples.Floats(count * 4, seed), Examples.Classes(count, classes, seed + 1), new float[count], new float[count]);

    [Fact]
    public void Grow_LearnedNetwork_KeepsWeightsAndOptimizerAndAddsANeutralOutput()
    {
        using var learner = Begin(Examples.Mlp(4, 6, 3), Spec);
        Learn(learner, 50, 3, 1);
        var before = learner.Capture().ToDictionary(tensor => tensor.Name);

        learner.Grow(5);

        Assert.Equal(5, learner.Network.OutputWidth);
        var after = learner.Capture().ToDictionary(tensor => tensor.Name);
        foreach (var (name, tensor) in before.Where(pair => OnlineLearner.IsLearned(pair.Key)))
            Assert.True(after[name].Data.Span.StartsWith(tensor.Data.Span), name);
        Assert.All(after["network.dense_1.weight"].Values()[18..], value => Assert.Equal(0, value));
        Assert.All(after["optimizer.exp_avg_sq.dense_1.bias"].Values()[3..], value => Assert.Equal(0, value));
        var mean = before["network.dense_1.bias"].Values().Average(value => (double)value);
        Assert.All(after["network.dense_1.bias"].Values()[3..], value => Assert.Equal((float)mean, value));
    }

    [Fact]
    public void Grow_LearnedNetwork_OddsBetweenTheOldClassesStay()
    {
        using var learner = Begin(Examples.Mlp(4, 6, 3), Spec);
        Learn(learner, 50, 3, 1);
        var (features, before, after) = (Examples.Floats(40, 9), new float[30], new float[40]);
        learner.Network.Predict(features, 10, before);

        learner.Grow(4);

        learner.Network.Predict(features, 10, after);
        for (var i = 0; i < 10; i++)
        {
            Golden.Near.One(before[3 * i] / before[3 * i + 1], after[4 * i] / after[4 * i + 1], 1e-5);
            Golden.Near.One(before[3 * i] / before[3 * i + 2], after[4 * i] / after[4 * i + 2], 1e-5);
        }
    }

    [Fact]
    public void Grow_ThenLearn_TellsTheNewClassApartAndCountsIt()
    {
        using var learner = Begin(Examples.Mlp(4, 6, 2), Spec);
        Learn(learner, 50, 2, 1);
        learner.Grow(3);
        for (var i = 0; i < 200; i++)
        {
            var features = Examples.Floats(4, i + 10);
            features[0] += i % 3 == 0 ? 4 : -1;
            learner.Learn(features, [i % 3 == 0 ? 2 : features[1] > 0 ? 1 : 0], new float[1], new float[1]);
        }
        var outputs = new float[3];
        learner.Network.Predict([4, 0, 0, 0], 1, outputs);

        Assert.True(outputs[2] > 0.8, $"the new class has {outputs[2]}");
        Assert.False(learner.Metrics.ContainsKey("roc_auc_window"));
    }

    [Fact]
    public void Restore_OfAGrownLearner_GoesOnWithTheSameBits()
    {
        var spec = Spec with { Drift = [new DriftSpec { Detector = "adwin", Action = DriftAction.RollBack, Version = 1 }], Replay = new ReplaySpec(20) };
        using var initial = Network.Create(Examples.Mlp(4, 6, 3), 7);
        var versions = new Dictionary<int, IReadOnlyList<NamedTensor>> { [1] = initial.SaveWeights() };
        using var whole = new OnlineLearner(Network.Create(Examples.Mlp(4, 6, 3), 1), spec, versions);
        Learn(whole, 50, 3, 1);
        whole.Grow(4);
        Learn(whole, 50, 4, 2);
        var checkpoint = whole.Capture();

        using var after = new OnlineLearner(Network.Create(whole.Network.Architecture, 99), spec, OnlineLearner.VersionsIn(checkpoint));
        after.Restore(checkpoint);
        Learn(whole, 50, 4, 3);
        Learn(after, 50, 4, 3);

        Examples.AssertSameBits(whole.Capture(), after.Capture());
    }

    [Fact]
    public void Grow_Weights_OfAVersionWithFewerClassesFit()
    {
        using var few = Network.Create(Examples.Mlp(4, 6, 3), 1);
        using var many = Network.Create(GrowingHead.Grow(few.Architecture, 7), 2);

        many.LoadWeights(GrowingHead.Grow(many.Architecture, few.SaveWeights()));

        Assert.Equal(few.SaveWeights()[0].Values(), many.SaveWeights()[0].Values());
    }

    [Theory]
    [InlineData("sigmoid", 1)]
    [InlineData("linear", 1)]
    public void Constructor_HeadThatCannotGrow_IsRefused(string activation, int outputs)
    {
        var e = Assert.Throws<InvalidArgumentException>(() => Begin(Examples.Mlp(4, 6, outputs, last: activation), Spec));

        Assert.Contains("grow needs a network that ends in a dense layer with softmax; this one ends in 'dense_1' (dense) with 1 outputs", e.Message);
    }

    [Fact]
    public void Constructor_MaxClassesBelowThePresent_IsRefused() =>
        Assert.Contains("2 is below the 3 classes", Assert.Throws<InvalidArgumentException>(() => Begin(Examples.Mlp(4, 6, 3), Spec with { MaxClasses = 2 })).Message);

    [Fact]
    public void Constructor_FreezeOfAnUnknownLayer_NamesTheLayers()
    {
        var e = Assert.Throws<InvalidArgumentException>(() => Begin(Examples.Mlp(4, 6, 3), Spec with { Freeze = ["conv*"] }));

        Assert.Equal(["freeze[0]"], e.Violations.Select(violation => violation.Field));
        Assert.Contains("the network has dense, dense_1", e.Message);
    }

    [Fact]
    public void Learn_AllButTheLastFrozen_OnlyTheHeadMoves()
    {
        using var learner = Begin(Examples.Mlp(4, 6, 3), Spec with { AllButLast = 1 });
        var before = learner.Network.SaveWeights().ToDictionary(tensor => tensor.Name, tensor => tensor.Values());

        Learn(learner, 30, 3, 1);
        learner.Grow(4);
        Learn(learner, 30, 4, 2);

        var after = learner.Network.SaveWeights().ToDictionary(tensor => tensor.Name, tensor => tensor.Values());
        Assert.Equal(before["dense.weight"], after["dense.weight"]);
        Assert.NotEqual(before["dense_1.weight"], after["dense_1.weight"][..18]);
    }
}
