using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Plots;
using DistributedDL.Cli.Reports.Results;
using DistributedDL.Cli.Reports.Svg;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>Accuracy of predictions made before learning, over a sliding window, beside its baselines; with the alarms of the drift detectors.</summary>
public sealed record PrequentialFigure(string Model) : FigureSpec
{
    private static readonly (string Metric, string Name)[] Lines =
        [("accuracy_window", "model"), ("majority_class_accuracy_window", "majority class"), ("last_class_accuracy_window", "last class")];

    internal static PrequentialFigure Read(MapReader map) => new(FigureSettings.Model(map));

    protected override Task<(string, string, string)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var stream = results.Stream(Model);
        var curves = Lines.Select(line => new Curve(line.Name, [.. stream.Where(report => report.Metrics.ContainsKey(line.Metric)).Select(report => ((double)report.Examples, report.Metrics[line.Metric]))])).ToList();
        var alarms = stream.Select(report => report.Alarm).OfType<long>().ToList();
        var said = alarms.Count == 0 ? "No detector said drift." : $"Drift was said at example {string.Join(", ", alarms.Select(alarm => $"{alarm:N0}"))}.";
        return Task.FromResult(($"Prequential accuracy of {Model}", $"Over the last examples, each predicted before it was learned. {said}",
            CurvePlot.Draw(curves, "example", "accuracy", id, dense: true, marked: alarms)));
    }
}
