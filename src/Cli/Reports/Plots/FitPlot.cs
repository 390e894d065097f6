using DistributedDL.Cli.Reports.Results;
using DistributedDL.Cli.Reports.Svg;

namespace DistributedDL.Cli.Reports.Plots;

/// <summary>Examples of one feature as points, and curves through them.</summary>
public static class FitPlot
{
    public static string Draw(ExampleTable examples, IReadOnlyList<Curve> curves, string id)
    {
        var chart = Frame(examples, curves, id);
        AddExamples(chart, examples);
        for (var i = 0; i < curves.Count; i++)
        {
            chart.Add(SvgElement.Of("path", ("class", "line"), ("stroke", Palette.Of(i + 1)), ("d", Path(chart, curves[i]))));
            chart.AddLegend(curves[i].Name, Marker.LineKey(Palette.Of(i + 1)));
        }
        return chart.Draw();
    }

    internal static Chart Frame(ExampleTable examples, IReadOnlyList<Curve> curves, string id) => new(
        Axis.Tight(examples.FeatureName(0), examples.Features.Select(x => (double)x), 0.02),
        Axis.Tight(examples.TargetName.Length > 0 ? examples.TargetName : "y",
            examples.Targets.Select(y => (double)y).Concat(curves.SelectMany(curve => curve.Points).Select(point => point.Y)), 0.06),
        "examples and the fitted curve", $"{id}-frame");

    internal static void AddExamples(Chart chart, ExampleTable examples)
    {
        for (var i = 0; i < examples.Count; i++)
            chart.Add(Marker.Of(0, chart.X(examples.Features[i]), chart.Y(examples.Targets[i]), 3.2).WithTip($"{ReportNumber.Show(examples.Features[i])}: {ReportNumber.Show(examples.Targets[i])}"));
        chart.AddLegend("examples", Marker.Key(0));
    }

    internal static string Path(Chart chart, Curve curve) => SvgElement.Path(curve.Points.Select(point => (chart.X(point.X), chart.Y(point.Y))));
}
