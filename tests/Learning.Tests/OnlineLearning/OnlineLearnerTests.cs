using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;

namespace DistributedDL.Learning.Tests.OnlineLearning;

public sealed class OnlineLearnerTests
{
    private static readonly OnlineSessionSpec Spec = new() { Model = "m", MicroBatch = 4, LearningRate = 0.05 };

    public static TheoryData<string, string, int> Learners => new()
    {
        { "sgd", "softmax", 3 },
        { "adam", "softmax", 3 },
        { "sgd", "sigmoid", 1 },
        { "adam", "linear", 1 },
    };

    [Theory, MemberData(nameof(Learners))]
    public void Restore_ThenReplay_GivesTheSameBitsAsNeverStopping(string optimizer, string last, int outputs)
    {
        var spec = Spec with { Optimizer = optimizer };
        var architecture = Examples.Mlp(9, 16, outputs, "tanh", last);
        var (features, targets) = (Examples.Floats(500 * 9, 1), Examples.Classes(500, Math.Max(outputs, 2), 2));
        using var whole = Begin(architecture, spec, 1);
        using var first = Begin(architecture, spec, 1);
        using var second = Begin(architecture, spec, 77);

        Learn(whole, features, targets, 0, 250);
        Learn(whole, features, targets, 250, 260);
        Learn(whole, features, targets, 260, 500);
        Learn(first, features, targets, 0, 250);
        second.Restore(first.Capture());
        Learn(second, features, targets, 250, 260);
        Learn(second, features, targets, 260, 500);

        Examples.AssertSameBits(whole.Capture(), second.Capture());
        Assert.Equal(whole.Metrics, second.Metrics);
    }

    [Fact]
    public void Learn_CourseRule_IsThetaMinusAlphaErrorTimesX()
    {
        using var learner = Begin(Examples.Architecture(Examples.Dense(1, "sigmoid"), 3), Spec with { MicroBatch = 1, LearningRate = 0.1 }, 1);
        double[] theta = [.. Weights(learner, "dense.weight").Select(value => (double)value), 0];
        var features = Examples.Floats(50 * 3, 1);
        var targets = Examples.Classes(50, 2, 2);

        Learn(learner, features, targets, 0, 50);

        for (var i = 0; i < 50; i++)
        {
            double[] x = [features[i * 3], features[i * 3 + 1], features[i * 3 + 2], 1];
            var error = 1 / (1 + Math.Exp(-x.Zip(theta).Sum(pair => pair.First * pair.Second))) - targets[i];
            for (var j = 0; j < 4; j++) theta[j] -= 0.1 * error * x[j];
        }
        Golden.Near.All([.. theta.Take(3).Select(value => (float)value)], Weights(learner, "dense.weight"), 1e-6);
        Golden.Near.One(theta[3], Weights(learner, "dense.bias")[0], 1e-6);
    }

    [Fact]
    public void Learn_MicroBatch_PredictsItWholeBeforeLearningIt()
    {
        using var learner = Begin(Examples.Mlp(9, 16, 3), Spec, 1);
        using var frozen = Network.Create(Examples.Mlp(9, 16, 3), 1);
        var features = Examples.Floats(4 * 9, 1);
        var outputs = new float[12];
        var predictions = new float[4];
        frozen.Predict(features, 4, outputs);

        learner.Learn(features, Examples.Classes(4, 3, 1), predictions, new float[4]);

        for (var i = 0; i < 4; i++) Assert.Equal(outputs.AsSpan(i * 3, 3).IndexOf(outputs.AsSpan(i * 3, 3).ToArray().Max()), predictions[i]);
    }

    [Fact]
    public void Learn_InOnePieceOrAtMicroBatchBoundaries_GivesTheSameBits()
    {
        var (features, targets) = (Examples.Floats(400 * 9, 1), Examples.Classes(400, 3, 2));
        using var one = Begin(Examples.Mlp(9, 16, 3), Spec, 1);
        using var pieces = Begin(Examples.Mlp(9, 16, 3), Spec, 1);

        Learn(one, features, targets, 0, 400);
        for (var i = 0; i < 400; i += 40) Learn(pieces, features, targets, i, i + 40);

        Examples.AssertSameBits(one.Capture(), pieces.Capture());
    }

    [Fact]
    public void Learn_LeavesItsInputUntouched()
    {
        var (features, targets) = (Examples.Floats(40 * 9, 1), Examples.Classes(40, 3, 2));
        var (featuresBefore, targetsBefore) = (features.ToArray(), targets.ToArray());
        using var learner = Begin(Examples.Mlp(9, 16, 3), Spec, 1);

        Learn(learner, features, targets, 0, 40);

        Assert.Equal(featuresBefore, features);
        Assert.Equal(targetsBefore, targets);
    }

    [Fact]
    public void Learn_AnyFault_NamesAllAndAppliesNothing()
    {
        using var learner = Begin(Examples.Mlp(2, 4, 3), Spec, 1);
        var before = learner.Capture();

        var e = Assert.Throws<InvalidArgumentException>(() => learner.Learn([1, 2, float.NaN, 4], [3, -1], new float[1], []));

        Assert.Equal(["features", "targets[0]", "targets[1]", "predictions", "losses"], e.Violations.Select(violation => violation.Field));
        Assert.Contains("feature 0 of example 1 is NaN", e.Message);
        Assert.Contains("3 numbers are not 2 examples of 2", Assert.Throws<InvalidArgumentException>(
            () => learner.Learn([1, 2, 3], [0, 1], new float[2], new float[2])).Message);
        Examples.AssertSameBits(before, learner.Capture());
    }

    [Fact]
    public void Learn_WildExample_LeavesTheUpdateOutAndGoesOn()
    {
        using var learner = Begin(Examples.Architecture(Examples.Dense(1, "linear"), 2), Spec with { MicroBatch = 1 }, 1);
        Learn(learner, [0.1f, 0.2f], [0.3f], 0, 1);
        var before = learner.Network.SaveWeights();
        var loss = new float[1];

        learner.Learn([1e30f, 1e30f], [-1e30f], new float[1], loss);
        Examples.AssertSameBits(before, learner.Network.SaveWeights());
        Learn(learner, [0.1f, 0.2f], [0.3f], 0, 1);

        Assert.Equal(float.MaxValue, loss[0]);
        Assert.Equal(1, learner.Metrics["skipped_updates"]);
        Assert.All(learner.Metrics.Values, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Metrics_OfClasses_AreCountedByHand()
    {
        using var learner = Begin(Examples.Mlp(2, 4, 2), Spec, 1);
        Assert.Empty(learner.Metrics);
        float[] targets = [.. Enumerable.Repeat(0f, 150), .. Enumerable.Repeat(1f, 100)];
        var predictions = new float[250];

        learner.Learn(Examples.Floats(500, 1), targets, predictions, new float[250]);

        var hits = predictions.Zip(targets).Select(pair => pair.First == pair.Second).ToArray();
        Assert.Equal(hits.Count(hit => hit) / 250.0, learner.Metrics["accuracy"]);
        Assert.Equal(hits[50..].Count(hit => hit) / 200.0, learner.Metrics["accuracy_window"]);
        Assert.Equal((149 + 99) / 250.0, learner.Metrics["last_class_accuracy"]);
        Assert.Equal(149 / 250.0, learner.Metrics["majority_class_accuracy"]);
    }

    [Fact]
    public void Predict_StandardizeNeverFitted_IsTheIdentity()
    {
        using var plain = Network.Create(Examples.Architecture("\"linear\", " + Examples.Dense(2, "softmax"), 5), 3);
        using var standardized = Network.Create(Examples.Architecture("\"standardize\", " + Examples.Dense(2, "softmax"), 5), 3);
        var features = Examples.Floats(10, 1);
        var (expected, actual) = (new float[4], new float[4]);

        plain.Predict(features, 2, expected);
        standardized.Predict(features, 2, actual);

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Constructor_BadSpec_NamesAll()
    {
        using var network = Network.Create(Examples.Mlp(2, 4, 2), 1);

        var e = Assert.Throws<InvalidArgumentException>(() => new OnlineLearner(network, Spec with { MicroBatch = 0, Optimizer = "x", Loss = "mse", LearningRate = 0 }));

        Assert.Equal(["micro_batch", "loss", "optimizer", "learning_rate"], e.Violations.Select(violation => violation.Field));
    }

    [Fact]
    public void Restore_CheckpointOfAnotherNetwork_ChangesNothing()
    {
        using var learner = Begin(Examples.Mlp(9, 16, 3), Spec, 1);
        using var other = Begin(Examples.Mlp(9, 16, 4), Spec, 1);
        var before = learner.Capture();

        var e = Assert.Throws<InvalidArgumentException>(() => learner.Restore(other.Capture()));

        Assert.Contains("network.dense_1.weight: expected F32 [3, 16], found F32 [4, 16]", e.Message);
        Assert.Contains("metrics.all.actual: expected F64 [3], found F64 [4]", e.Message);
        Examples.AssertSameBits(before, learner.Capture());
    }

    private static OnlineLearner Begin(ArchitectureSpec architecture, OnlineSessionSpec spec, long seed) => new(Network.Create(architecture, seed), spec);

    private static float[] Weights(OnlineLearner learner, string name) => learner.Network.SaveWeights().Single(tensor => tensor.Name == name).Values();

    private static void Learn(OnlineLearner learner, float[] features, float[] targets, int from, int to)
    {
        var width = learner.Network.InputWidth;
        learner.Learn(features.AsSpan(from * width, (to - from) * width), targets.AsSpan(from, to - from), new float[to - from], new float[to - from]);
    }
}
