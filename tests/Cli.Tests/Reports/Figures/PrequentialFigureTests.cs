using DistributedDL.Cli.Reports.Figures;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Tests.Reports.Figures;

public sealed class PrequentialFigureTests
{
    [Theory]
    [InlineData(null, "No detector said drift.")]
    [InlineData(150L, "Drift was said at example 150.")]
    public async Task Draw_Alarms_AreSaidAndMarked(long? alarm, string said)
    {
        var results = new TableResults
        {
            Streams = { ["m"] = [new StreamReport(100, Metrics(0.7), null), new StreamReport(200, Metrics(0.6), alarm)] },
        };

        var figure = await new PrequentialFigure("m").Draw(results, "f", CancellationToken.None);

        Assert.EndsWith(said, figure.Caption, StringComparison.Ordinal);
        Assert.Equal(alarm is not null, figure.Html.Contains("stroke-dasharray=\"4 4\"", StringComparison.Ordinal));
        Assert.Contains("majority class", figure.Html, StringComparison.Ordinal);
    }

    private static Dictionary<string, double> Metrics(double accuracy) => new() { ["accuracy_window"] = accuracy, ["majority_class_accuracy_window"] = 0.5 };
}
