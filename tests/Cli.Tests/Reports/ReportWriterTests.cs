using System.Text.Json.Nodes;
using DistributedDL.Cli.Reports;
using DistributedDL.Cli.Reports.Results;
using Microsoft.Extensions.Time.Testing;

namespace DistributedDL.Cli.Tests.Reports;

public sealed class ReportWriterTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"ddl-report-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Write_MissingFolder_IsMadeAndHoldsReportAndMetrics()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2031, 5, 4, 0, 0, 0, TimeSpan.Zero));

        await new ReportWriter(clock).Write(await Samples.Outcome(), _folder, CancellationToken.None);

        Assert.Contains("2031-05-04", await File.ReadAllTextAsync(Path.Combine(_folder, "report.html")), StringComparison.Ordinal);
        var metrics = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "metrics.json")))!;
        Assert.Equal("small", (string?)metrics["recipe"]);
        Assert.Equal(386_718, (long)metrics["parameters"]!);
        Assert.Equal(131.25, (double)metrics["seconds"]!);
        Assert.Equal(0.95, (double)metrics["metrics"]!["train_accuracy"]!);
        Assert.Null(metrics["metrics"]!["broken"]);
        Assert.Equal(0.96, (double)metrics["seeds"]!["0"]!["train_accuracy"]!);
        Assert.Equal([true, false, false], metrics["must_reach"]!.AsArray().Select(bound => (bool)bound!["passed"]!));
        Assert.False((bool)metrics["passed"]!);
    }

    [Fact]
    public async Task WritePredictions_Classes_HaveNamesAndProbabilities()
    {
        await ReportWriter.WritePredictions(Samples.Pictures with { Labels = ["cat", "a \"dog\", big"] }, new OutputTable([0.75f, 0.25f, 0.5f, 0.5f], 2), _folder);

        Assert.Equal("example,actual,predicted,probability_cat,\"probability_a \"\"dog\"\", big\"\r\n0,cat,cat,0.75,0.25\r\n1,\"a \"\"dog\"\", big\",cat,0.5,0.5\r\n",
            await File.ReadAllTextAsync(Path.Combine(_folder, "predictions.csv")));
    }

    [Fact]
    public async Task WritePredictions_Values_AreWrittenToTheLastBit()
    {
        await ReportWriter.WritePredictions(Samples.Line, new OutputTable([0.1f, 1f / 3, -2, 1e-9f], 1), _folder);

        var lines = await File.ReadAllLinesAsync(Path.Combine(_folder, "predictions.csv"));
        Assert.Equal(["example,actual,predicted", "0,2,0.1", "1,1,0.33333334", "2,2,-2", "3,5,1E-09"], lines);
    }

    [Fact]
    public async Task WritePredictions_OutputAtEachStep_HasARowAStep()
    {
        var examples = new ExampleTable([2], [0, 1, 1, 0], [1, 0, 0, 1], ["a", "b"], [], "");

        await ReportWriter.WritePredictions(examples, new OutputTable([0.25f, 0.75f, 0.5f, 0.5f, 0.125f, 0.875f, 0, 1], 4, 2), _folder);

        var lines = await File.ReadAllLinesAsync(Path.Combine(_folder, "predictions.csv"));
        Assert.Equal(["example,step,actual,predicted,probability", "0,0,b,b,0.75", "0,1,a,a,0.5", "1,0,a,b,0.875", "1,1,b,b,1"], lines);
    }

    [Fact]
    public async Task WritePredictions_TablesOfUnequalLength_AreRefused() => await Assert.ThrowsAsync<ArgumentException>(
        () => ReportWriter.WritePredictions(Samples.Line, new OutputTable([1, 2], 1), _folder));

    [Fact]
    public void Median_OfThreeRuns_IsTheMiddleOfEachMetric()
    {
        var median = MetricMedian.Of([new Dictionary<string, double> { ["a"] = 3, ["b"] = 1 }, new Dictionary<string, double> { ["a"] = 1 }, new Dictionary<string, double> { ["a"] = 2, ["b"] = 2 }]);

        Assert.Equal((2, 1.5), (median["a"], median["b"]));
    }

    [Theory]
    [InlineData(0.92754, "0.9275")]
    [InlineData(1234.567, "1,234.57")]
    [InlineData(-0.5, "−0.5")]
    [InlineData(0.00001234, "1.234e−5")]
    [InlineData(double.NaN, "not a number")]
    public void Show_Number_HasTheDigitsThatMatter(double value, string shown) => Assert.Equal(shown, ReportNumber.Show(value));
}
