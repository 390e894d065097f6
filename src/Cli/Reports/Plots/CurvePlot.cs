using DistributedDL.Cli.Reports.Svg;

namespace DistributedDL.Cli.Reports.Plots;

/// <summary>Lines over a common axis: a metric by epoch, a series and its prediction.</summary>
public static class CurvePlot
{
    private const int MostMarks = 60;
    private static readonly string?[] Dashes = [null, "7 3", "2 3", "9 3 2 3"];
    private static readonly string?[] Solid = [null];

    /// <param name="curves">At least one; points that are not finite are left out.</param>
    /// <param name="x">Title of the axis along the bottom.</param>
    /// <param name="y">Title of the axis along the left.</param>
    /// <param name="id">A name that no other plot of the page has.</param>
    /// <param name="dense">Lines of many points that lie on one another: neither dashes nor marks, and each line thinner than the one beneath.</param>
    /// <param name="marked">Places on the axis along the bottom that get a line from top to bottom.</param>
    public static string Draw(IReadOnlyList<Curve> curves, string x, string y, string id, bool dense = false, IReadOnlyList<long>? marked = null)
    {
        var drawn = curves.Select(curve => curve with { Points = [.. curve.Points.Where(point => double.IsFinite(point.Y))] }).Where(curve => curve.Points.Count > 0).ToList();
        var points = drawn.SelectMany(curve => curve.Points).ToList();
        var chart = new Chart(
            Axis.Tight(x, points.Select(point => point.X)),
            Axis.Around(y, points.Select(point => point.Y)), $"{y} by {x}", $"{id}-frame");
        foreach (var place in marked ?? [])
            chart.Add(SvgElement.Of("path", ("class", "line"), ("stroke", "currentColor"), ("stroke-dasharray", "4 4"), ("style", "stroke-width:1"),
                ("d", SvgElement.Path([(chart.X(place), chart.Y(chart.YAxis.Minimum)), (chart.X(place), chart.Y(chart.YAxis.Maximum))]))).WithTip($"{x} {place:N0}"));
        for (var i = 0; i < drawn.Count; i++)
        {
            var dashes = dense ? Solid : Dashes;
            var dash = dashes[i % dashes.Length];
            AddLine(chart, drawn[i], i, dash, dense ? 2.8 / (1 + i) : 2);
            if (!dense && drawn[i].Points.Count <= MostMarks) AddMarks(chart, drawn[i], i, x);
            chart.AddLegend(drawn[i].Name, Marker.LineKey(Palette.Of(i), dash));
        }
        return chart.Draw();
    }

    private static void AddLine(Chart chart, Curve curve, int index, string? dash, double width)
    {
        var line = SvgElement.Of("path", ("class", "line"), ("stroke", Palette.Of(index)), ("style", $"stroke-width:{SvgElement.Number(width)}"), ("d", SvgElement.Path(curve.Points.Select(point => (chart.X(point.X), chart.Y(point.Y))))));
        if (dash is not null) line.SetAttributeValue("stroke-dasharray", dash);
        chart.Add(line);
    }

    private static void AddMarks(Chart chart, Curve curve, int index, string x)
    {
        foreach (var point in curve.Points)
            chart.AddAbove(Marker.Of(index, chart.X(point.X), chart.Y(point.Y), 3.5).WithTip($"{curve.Name}, {x} {ReportNumber.Show(point.X)}: {ReportNumber.Show(point.Y)}"));
    }
}
