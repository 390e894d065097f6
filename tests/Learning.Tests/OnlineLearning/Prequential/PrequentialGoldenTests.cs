using System.Text.Json.Nodes;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Learning.OnlineLearning.Prequential;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.OnlineLearning.Prequential;

public sealed class PrequentialGoldenTests
{
    private static readonly JsonNode File = GoldenFile.Read("prequential.json");

    public static TheoryData<string> Cases => [.. File["cases"]!.AsArray().Select(entry => (string)entry!["name"]!)];

    [Theory, MemberData(nameof(Cases))]
    public void Report_RecordedPredictions_IsWhatScikitLearnSays(string name)
    {
        var golden = File["cases"]!.AsArray().Single(entry => (string)entry!["name"]! == name)!;
        var metrics = PrequentialMetrics.For((int)golden["classes"]!, new PrequentialSpec((int)File["window"]!, (double)File["fading"]!));

        metrics.Add(golden.Floats("predictions"), golden.Floats("targets"), golden.Floats("losses"), golden.Floats("scores"));

        var report = metrics.Report();
        var expected = golden["metrics"]!.AsObject();
        Assert.Equal(expected.Select(entry => entry.Key).Order(), report.Keys.Order());
        Assert.All(expected, entry => Assert.Equal((double)entry.Value!, report[entry.Key], 1e-9 * Math.Max(1, Math.Abs((double)entry.Value!))));
    }
}
