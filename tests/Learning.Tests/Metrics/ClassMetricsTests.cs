using System.Text.Json;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Tests.Golden;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.Metrics;

public sealed class ClassMetricsTests
{
    public static TheoryData<string> Cases => [.. GoldenFile.Names("class_metrics.json")];

    [Theory, MemberData(nameof(Cases))]
    public void Evaluate_LogitsAsFeatures_GivesScikitLearnsMetrics(string name)
    {
        var golden = GoldenFile.Case("class_metrics.json", name);
        var activation = (string)golden["activation"]!;
        var width = activation == "softmax" ? (int)golden["classes"]! : 1;
        using var network = Network.Create(Examples.Architecture($"\"{activation}\"", width), 0);
        using var examples = Examples.Set(golden.Floats("logits"), golden.Floats("targets"));

        var result = Evaluator.Evaluate(network, examples, null);

        foreach (var (metric, expected) in golden["metrics"]!.AsObject()) Near.One((double)expected!, result.Metrics[metric], 1e-5, metric);
        Assert.Equal(golden["confusion"].Deserialize<long[]>(), result.ConfusionMatrix);
        Near.All(golden.Floats("precision"), [.. result.Classes.Select(found => (float)found.Precision)], 1e-6, "precision");
        Near.All(golden.Floats("recall"), [.. result.Classes.Select(found => (float)found.Recall)], 1e-6, "recall");
        Near.All(golden.Floats("f1"), [.. result.Classes.Select(found => (float)found.F1)], 1e-6, "f1");
        Assert.Equal(golden["support"].Deserialize<long[]>(), result.Classes.Select(found => found.Examples));
    }

    [Fact]
    public void Evaluate_OneClassAlone_HasNoAreaUnderTheCurve()
    {
        using var network = Network.Create(Examples.Mlp(4, 4, 3), 1);
        using var examples = Examples.Set(Examples.Floats(20, 1), [1, 1, 1, 1, 1]);

        var metrics = Evaluator.Evaluate(network, examples, null).Metrics;

        Assert.DoesNotContain("roc_auc", metrics.Keys);
        Assert.DoesNotContain("top_3_accuracy", metrics.Keys);
        Assert.Contains("f1_macro", metrics.Keys);
    }
}
