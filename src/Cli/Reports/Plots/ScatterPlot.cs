using DistributedDL.Cli.Reports.Results;
using DistributedDL.Cli.Reports.Svg;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Cli.Reports.Plots;

/// <summary>Points of two features, by class.</summary>
public static class ScatterPlot
{
    private const double Side = 560;
    private const int FewPoints = 40;

    /// <exception cref="InvalidArgumentException">The examples have not two features, or none is given.</exception>
    public static string Draw(ExampleTable examples, string id)
    {
        RequireTwoFeatures(examples);
        var chart = new Chart(
            Axis.Tight(examples.FeatureName(0), Column(examples, 0), 0.04),
            Axis.Tight(examples.FeatureName(1), Column(examples, 1), 0.04),
            $"{examples.Count} examples by class", $"{id}-frame", 640, Side);
        AddPoints(chart, examples);
        return chart.Draw();
    }

    internal static void RequireTwoFeatures(ExampleTable examples)
    {
        if (examples.Width != 2) throw new InvalidArgumentException("show", $"the plot needs two features; the examples have {examples.Width}");
        if (examples.Count == 0) throw new InvalidArgumentException("show", "there is no example to draw");
    }

    internal static IEnumerable<double> Column(ExampleTable examples, int column) =>
        Enumerable.Range(0, examples.Count).Select(i => (double)examples.Features[i * examples.Width + column]);

    internal static void AddPoints(Chart chart, ExampleTable examples)
    {
        var size = examples.Count <= FewPoints ? 9 : 4;
        for (var i = 0; i < examples.Count; i++)
        {
            var row = examples.Row(i);
            var label = (int)examples.Targets[i];
            chart.Add(Marker.Of(label, chart.X(row[0]), chart.Y(row[1]), size).WithTip(
                $"{examples.FeatureName(0)} {ReportNumber.Show(row[0])}, {examples.FeatureName(1)} {ReportNumber.Show(row[1])}: {examples.LabelOf(label)}"));
        }
        foreach (var label in examples.Targets.Select(target => (int)target).Distinct().Order())
            chart.AddLegend($"{examples.TargetName} {examples.LabelOf(label)}".Trim(), Marker.Key(label));
    }
}
