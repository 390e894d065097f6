using System.Globalization;
using System.Xml.Linq;
using DistributedDL.Cli.Reports.Plots;
using DistributedDL.Cli.Reports.Results;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Cli.Tests.Reports.Plots;

public class PlotTests
{
    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static List<(double X, double Y)> Points(string path) => [.. path.TrimStart('M').Split('L').Select(point => point.Split(' '))
        .Select(point => (double.Parse(point[0], CultureInfo.InvariantCulture), double.Parse(point[1], CultureInfo.InvariantCulture)))];

    [Fact]
    public void Scatter_FourCorners_StandAtTheCornersInTwoShapes()
    {
        var svg = XElement.Parse(ScatterPlot.Draw(Samples.Corners, "f"));

        var plot = svg.Elements("g").First(group => group.Attribute("clip-path") is not null);
        var circles = plot.Elements("circle").ToList();
        Assert.Equal(2, circles.Count);
        Assert.Equal(2, plot.Elements("path").Count());
        Assert.True(Number(circles[0], "cx") < Number(circles[1], "cx"), "0 is left of 1");
        Assert.True(Number(circles[0], "cy") < Number(circles[1], "cy"), "b = 1 is above b = 0");
        Assert.Contains("a 0", circles[0].Element("title")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Curves_OfKnownPoints_LieInProportion()
    {
        var svg = XElement.Parse(CurvePlot.Draw([new Curve("train", [(0, 0), (5, 1), (10, 0.5)])], "epoch", "accuracy", "f"));

        var drawn = Points(svg.Descendants("path").First(path => (string?)path.Attribute("class") == "line").Attribute("d")!.Value);
        Assert.Equal(3, drawn.Count);
        Assert.Equal((drawn[0].X + drawn[2].X) / 2, drawn[1].X, 2);
        Assert.Equal((drawn[0].Y + drawn[1].Y) / 2, drawn[2].Y, 2);
        Assert.True(drawn[1].Y < drawn[0].Y, "greater values stand higher");
        Assert.Contains(svg.Descendants("text"), text => text.Value == "accuracy");
    }

    [Fact]
    public void Curves_PointsThatAreNotFinite_AreLeftOut()
    {
        var svg = XElement.Parse(CurvePlot.Draw([new Curve("loss", [(0, 1), (1, double.NaN), (2, double.PositiveInfinity), (3, 2)])], "epoch", "loss", "f"));

        Assert.Equal(2, Points(svg.Descendants("path").First(path => (string?)path.Attribute("class") == "line").Attribute("d")!.Value).Count);
    }

    [Fact]
    public void Curves_Nothing_IsAnEmptyFrame() => Assert.DoesNotContain("NaN", CurvePlot.Draw([], "epoch", "loss", "f"), StringComparison.Ordinal);

    [Fact]
    public void Boundary_StraightLine_IsDrawnWhereTheModelIsUndecided()
    {
        var plane = Plane.Around(Samples.Corners, 100);
        var features = plane.Features();
        var outputs = new OutputTable([.. Enumerable.Range(0, 10_000).Select(i => features[2 * i])], 1);

        var svg = XElement.Parse(BoundaryPlot.Draw(Samples.Corners, plane, outputs, "f"));

        var line = svg.Descendants("path").First(path => (string?)path.Attribute("class") == "boundary").Attribute("d")!.Value;
        var xs = line.Split('M', StringSplitOptions.RemoveEmptyEntries).SelectMany(Points).Select(point => point.X).ToList();
        Assert.Equal(198, xs.Count);
        Assert.Equal(xs.Min(), xs.Max(), 2);
        var circles = svg.Descendants("circle").Where(circle => circle.Element("title") is not null).Select(circle => Number(circle, "cx")).Order().ToList();
        Assert.Equal((circles[0] + circles[^1]) / 2, xs[0], 1);
        Assert.StartsWith("data:image/png;base64,", svg.Descendants("image").Single().Attribute("href")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Confusion_Counts_StandInTheirCells()
    {
        var svg = XElement.Parse(ConfusionPlot.Draw(["cat", "dog"], [7, 3, 0, 12]));

        Assert.Equal(["7", "3", "0", "12"], svg.Descendants("text").Where(text => (string?)text.Attribute("class") == "count").Select(text => text.Value));
        Assert.Contains("cat taken for dog: 3 of 10", svg.Descendants("title").Select(title => title.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Confusion_CountsThatAreNoSquare_AreRefused(int counts) =>
        Assert.Throws<InvalidArgumentException>(() => ConfusionPlot.Draw(["cat", "dog"], new long[counts]));

    [Fact]
    public void Bending_Frames_AreOneAnimationThatEndsAtTheLast()
    {
        Curve Frame(string name, double height) => new(name, [(0, height), (1, height)]);
        var svg = XElement.Parse(BendingPlot.Draw(Samples.Line, [Frame("epoch 0", 0), Frame("epoch 5", 1), Frame("epoch 20", 3)], "f"));

        var animation = svg.Descendants("animate").Single(animate => (string?)animate.Attribute("attributeName") == "d");
        var frames = animation.Attribute("values")!.Value.Split(';');
        Assert.Equal(4, frames.Length);
        Assert.Equal(frames.Length, animation.Attribute("keyTimes")!.Value.Split(';').Length);
        Assert.Equal(frames[2], frames[3]);
        Assert.Equal(frames[3], animation.Parent!.Attribute("d")!.Value);
        var ghosts = svg.Descendants("path").Where(path => (string?)path.Attribute("class") == "ghost").ToList();
        Assert.Equal(frames[..2], ghosts.Select(ghost => ghost.Attribute("d")!.Value));
        Assert.NotNull(ghosts[0].Attribute("stroke-dasharray"));
        Assert.Null(ghosts[1].Attribute("stroke-dasharray"));
        Assert.Contains("epoch 0", svg.Descendants("text").Where(text => (string?)text.Attribute("class") == "legend").Select(text => text.Value));
        Assert.True(Points(frames[0])[0].Y > Points(frames[1])[0].Y, "the curve rises from frame to frame");
    }

    [Fact]
    public void NextLetters_Lines_ShowTheWindowAndTheLetter()
    {
        var html = NextLettersText.Draw([new("the ca", "t", "t"), new("he cat", "s", " ")]);

        Assert.Contains("the ca<i> --predict next letter is--- </i><b class=\"right\">t</b>", html, StringComparison.Ordinal);
        Assert.Contains("<b class=\"wrong\">s</b> <i>✗ it is</i> <b>␣</b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ImageGrid_WrongName_CarriesTheTrueOne()
    {
        var html = ImageGrid.Draw(Samples.Pictures with { Labels = ["cat", "dog"] }, new OutputTable([0.9f, 0.1f, 0.8f, 0.2f], 2));

        Assert.Contains("<span>✓ cat</span><small>90 %</small>", html, StringComparison.Ordinal);
        Assert.Contains("<span>✗ cat</span><small>is dog</small>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void TruthTable_EachRow_SaysWhatTheNetworkSays()
    {
        var html = TruthTable.Draw(Samples.Corners with { Labels = ["0", "1"], FeatureNames = ["a", "b"] }, new OutputTable([0.9f, 0.1f, 0.6f, 0.8f], 1));

        Assert.Contains("<td>0</td><td>0</td><td>1</td><td>0.9000</td><td class=\"right\">✓ 1</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>1</td><td>0</td><td>0</td><td>0.6000</td><td class=\"wrong\">✗ 1</td>", html, StringComparison.Ordinal);
    }
}
