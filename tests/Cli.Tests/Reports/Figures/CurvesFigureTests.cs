using DistributedDL.Cli.Reports.Figures;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Cli.Tests.Reports.Figures;

public sealed class CurvesFigureTests
{
    private static readonly TableResults Results = new()
    {
        Histories =
        {
            ["net"] =
            [
                new EpochReport(1, 0.5, new Dictionary<string, double> { ["train_accuracy"] = 0.6, ["train_log_loss"] = 0.7, ["test_loss"] = 0.8 }, 4, 0.1),
                new EpochReport(2, 0.4, new Dictionary<string, double> { ["train_accuracy"] = 0.7, ["train_log_loss"] = 0.6, ["test_loss"] = 0.9 }, 4, 0.1),
            ],
        },
    };

    [Fact]
    public async Task Draw_Loss_IsThatOfTheSplitsAlone()
    {
        var figure = await new CurvesFigure(["net"], "loss").Draw(Results, "f", CancellationToken.None);

        Assert.Equal("At the end: train 0.4, test 0.9.", figure.Caption);
        Assert.DoesNotContain("train_log", figure.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draw_MetricThatNoEpochReports_SaysWhatIsReported()
    {
        var figure = await new CurvesFigure(["net"], "acuracy").Draw(Results, "f", CancellationToken.None);

        Assert.Equal("No epoch of net reports 'acuracy'; reported are accuracy, log_loss, loss.", figure.Caption);
        Assert.Empty(figure.Html);
    }
}
