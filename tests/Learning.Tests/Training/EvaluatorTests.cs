using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.Training;

public sealed class EvaluatorTests
{
    [Fact]
    public void Evaluate_ExamplesOfAnotherKind_NamesAllFaults()
    {
        using var network = Network.Create(Examples.Mlp(4, 4, 3), 1);
        using var examples = Examples.Set(Examples.Floats(10, 1), [0, 7]);

        Assert.Equal(["examples.features", "examples.targets"], Assert.Throws<InvalidArgumentException>(
            () => Evaluator.Evaluate(network, examples, null)).Violations.Select(violation => violation.Field));
        Assert.Contains("known are", Assert.Throws<InvalidArgumentException>(() => Evaluator.Evaluate(network, examples, "x")).Message);
    }

    [Fact]
    public void Evaluate_Cancelled_Stops()
    {
        using var network = Network.Create(Examples.Mlp(4, 4, 3), 1);
        using var examples = Examples.RandomSet(10, 4, 3);
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => Evaluator.Evaluate(network, examples, null, cancellation.Token));
    }

    [Fact]
    public void Evaluate_ManyBlocks_CountsEveryExampleOnce()
    {
        using var network = Network.Create(Examples.Mlp(4, 4, 3), 1);
        using var examples = Examples.RandomSet(1000, 4, 3);

        var result = Evaluator.Evaluate(network, examples, null);

        Assert.Equal(1000, result.Examples);
        Assert.Equal(1000, result.ConfusionMatrix.Sum());
        Assert.Equal(result.Metrics["accuracy"], (result.ConfusionMatrix[0] + result.ConfusionMatrix[4] + result.ConfusionMatrix[8]) / 1000.0);
    }

    [Fact]
    public void Evaluate_AllTargetsEqual_GivesFiniteR2()
    {
        using var network = Network.Create(Examples.Architecture(Examples.Dense(1, "linear"), 4), 1);
        using var examples = Examples.Set(Examples.Floats(12, 1), [2, 2, 2]);

        Assert.Equal(0, Evaluator.Evaluate(network, examples, null).Metrics["r2"]);
    }

    [Theory]
    [InlineData(8, "softmax")]
    [InlineData(1, "sigmoid")]
    [InlineData(1, "linear")]
    public void Evaluate_WhateverItReports_IsAmongTheNamesOfMetrics(int outputs, string activation)
    {
        using var network = Network.Create(Examples.Architecture(Examples.Dense(outputs, activation), 4), 1);
        using var examples = Examples.RandomSet(60, 4, Math.Max(2, outputs));

        var reported = Evaluator.Evaluate(network, examples, null).Metrics.Keys.ToArray();

        Assert.True(reported.Length >= 3);
        Assert.All(reported, metric => Assert.Contains(metric, EvaluationMetrics.Names));
    }
}
