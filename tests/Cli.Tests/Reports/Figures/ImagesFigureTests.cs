using DistributedDL.Cli.Reports.Figures;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Tests.Reports.Figures;

public sealed class ImagesFigureTests
{
    [Theory]
    [InlineData(3, "3 of the 6 test images, evenly apart, 2 of them named right.", 2, 1)]
    [InlineData(24, "All 6 test images, 3 of them named right.", 3, 3)]
    public async Task Draw_ExamplesInTheOrderOfTheirLabels_ShowsEachLabel(int count, string said, int cats, int dogs)
    {
        var results = new TableResults { Models = { ["pets"] = (_, _) => [1, 0] }, Widths = { ["pets"] = 1 } };
        results.Tables["photos"] = new ExampleTable([1, 1], [10, 20, 30, 40, 50, 60], [0, 0, 0, 1, 1, 1], ["cat", "dog"], [], "");

        var figure = await new ImagesFigure("pets", "photos", "test", count).Draw(results, "f", CancellationToken.None);

        Assert.StartsWith(said, figure.Caption, StringComparison.Ordinal);
        Assert.Equal(cats, figure.Html.Split("alt=\"cat\"").Length - 1);
        Assert.Equal(dogs, figure.Html.Split("alt=\"dog\"").Length - 1);
    }
}
