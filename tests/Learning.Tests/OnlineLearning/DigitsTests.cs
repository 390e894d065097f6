using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.OnlineLearning;

public sealed class DigitsTests
{
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    public void Learn_DigitsTurnedAfter200_RecoversWhereAFrozenNetworkFails(double learningRate)
    {
        var (features, labels) = Digits.Load();
        var network = Network.Create(Examples.Architecture(
            $$$"""{"rescale": {"factor": 0.0625}}, {{{Examples.Dense(64, "relu")}}}, {{{Examples.Dense(10, "softmax")}}}""", 64), 0);
        using var train = Examples.Set(features[..64_000], labels[..1000]);
        using var test = Examples.Set(features[64_000..], labels[1000..]);
        using (var trainer = new Trainer(network, new TrainingSpec { Model = "digits", Dataset = "digits", Epochs = 30 }, train, null))
        {
            for (var epoch = 0; epoch < 30; epoch++) trainer.RunEpoch(null, default);
        }
        Assert.True(Evaluator.Evaluate(network, test, null).Metrics["accuracy"] >= 0.92);

        var (stream, targets) = (features[64_000..], labels[1000..]);
        for (var i = 200; i < targets.Length; i++) Digits.Turn(stream.AsSpan(i * 64, 64));
        using var turned = Examples.Set(stream[^(200 * 64)..], targets[^200..]);
        Assert.True(Evaluator.Evaluate(network, turned, null).Metrics["accuracy"] < 0.3);

        using var learner = new OnlineLearner(network, new OnlineSessionSpec { Model = "digits", LearningRate = learningRate });
        learner.Learn(stream, targets, new float[targets.Length], new float[targets.Length]);
        Assert.True(learner.Metrics["accuracy_window"] > 0.80, $"{learner.Metrics["accuracy_window"]}");
    }
}
