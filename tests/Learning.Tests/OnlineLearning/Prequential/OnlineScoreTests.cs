using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Learning.Metrics;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;

namespace DistributedDL.Learning.Tests.OnlineLearning.Prequential;

public sealed class OnlineScoreTests
{
    [Theory]
    [InlineData("sigmoid", 1, null)]
    [InlineData("sigmoid", 1, "hinge")]
    [InlineData("softmax", 2, null)]
    [InlineData("softmax", 2, "hinge")]
    public void Metrics_TwoClasses_HaveTheAreaOfTheProbabilitiesGivenBeforeLearning(string last, int outputs, string? loss)
    {
        const int Count = 300, Window = 100, Width = 5, MicroBatch = 4;
        var (features, targets) = (Examples.Floats(Count * Width, 1), new float[Count]);
        for (var i = 0; i < Count; i++) targets[i] = features[i * Width] + features[i * Width + 1] * features[i * Width + 2] > 0.1 ? 1 : 0;
        using var learner = new OnlineLearner(Network.Create(Examples.Mlp(Width, 8, outputs, "tanh", last), 1),
            new OnlineSessionSpec { Model = "m", Loss = loss, LearningRate = 0.1, MicroBatch = MicroBatch, Prequential = new(Window) });
        var (before, scores) = (new float[MicroBatch * outputs], new float[Count]);

        for (var i = 0; i < Count; i += MicroBatch)
        {
            var part = features.AsSpan(i * Width, MicroBatch * Width);
            learner.Network.Predict(part, MicroBatch, before);
            for (var j = 0; j < MicroBatch; j++) scores[i + j] = before[(j + 1) * outputs - 1];
            learner.Learn(part, targets.AsSpan(i, MicroBatch), new float[MicroBatch], new float[MicroBatch]);
        }

        var area = RocCurve.Area(scores.AsSpan(Count - Window), targets.Skip(Count - Window).Select(target => (int)target).ToArray(), 1)!.Value;
        Assert.Equal(area, learner.Metrics["roc_auc_window"], 1e-3);
        Assert.InRange(area, 0.6, 0.999);
    }

    [Fact]
    public void Metrics_ThreeClasses_HaveNoArea()
    {
        using var learner = new OnlineLearner(Network.Create(Examples.Mlp(2, 4, 3), 1), new OnlineSessionSpec { Model = "m" });

        learner.Learn(Examples.Floats(60, 1), Examples.Classes(30, 2, 1), new float[30], new float[30]);

        Assert.DoesNotContain("roc_auc_window", learner.Metrics.Keys);
    }
}
