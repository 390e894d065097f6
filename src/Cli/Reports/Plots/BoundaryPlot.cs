using DistributedDL.Cli.Reports.Images;
using DistributedDL.Cli.Reports.Results;
using DistributedDL.Cli.Reports.Svg;

namespace DistributedDL.Cli.Reports.Plots;

/// <summary>The predicted class over a plane, with the line between two classes and the examples on top.</summary>
public static class BoundaryPlot
{
    /// <param name="examples">Of two features.</param>
    /// <param name="plane">Where the outputs were computed.</param>
    /// <param name="outputs">Class probabilities, one row a point of <paramref name="plane"/>.</param>
    /// <param name="id">A name that no other plot of the page has.</param>
    public static string Draw(ExampleTable examples, Plane plane, OutputTable outputs, string id)
    {
        var chart = new Chart(plane.X, plane.Y, "predicted class over the plane of two features", $"{id}-frame", 640, 560);
        chart.AddBackground(PngImage.DataUri(Raster(plane, outputs)));
        if (outputs.Width <= 2)
        {
            var pieces = Contour.Lines(plane.Side, plane.Side, i => outputs.Probability(i, 1) - 0.5);
            chart.Add(SvgElement.Of("path", ("class", "boundary"),
                ("d", string.Concat(pieces.Select(piece => SvgElement.Path([At(chart, plane, piece.From), At(chart, plane, piece.To)]))))));
        }
        ScatterPlot.AddPoints(chart, examples);
        return chart.Draw();
    }

    private static byte[] Raster(Plane plane, OutputTable outputs)
    {
        var pixels = new byte[plane.Side * plane.Side * 3];
        var chance = 1.0 / Math.Max(outputs.Width, 2);
        for (var i = 0; i < plane.Side * plane.Side; i++)
        {
            var label = outputs.ClassOf(i);
            var surety = (outputs.Probability(i, label) - chance) / (1 - chance);
            (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]) = Palette.Tint(Palette.Of(label), 0.10 + 0.32 * surety);
        }
        return PngImage.Encode(pixels, plane.Side, plane.Side, 3);
    }

    private static (double, double) At(Chart chart, Plane plane, (double Column, double Row) point) =>
        (chart.X(plane.XOf(point.Column)), chart.Y(plane.YOf(point.Row)));
}
