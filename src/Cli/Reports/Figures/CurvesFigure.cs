using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Plots;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>A metric, or the loss, by epoch.</summary>
/// <param name="Metric">As in <c>accuracy</c>: drawn for every split that has it.</param>
public sealed record CurvesFigure(IReadOnlyList<string> Models, string Metric) : FigureSpec
{
    private const string Loss = "loss";

    internal static CurvesFigure Read(MapReader map) => new(FigureSettings.Models(map), MetricReader.OfAny(map));

    protected override Task<(string, string, string)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var curves = new List<Curve>();
        foreach (var model in Models)
        {
            var history = results.History(model);
            // Not by the end of the name: train_log_loss is no split's loss.
            var keys = Contracts.Datasets.Split.All.Select(split => $"{split}_{Metric}").Where(key => history.Any(epoch => epoch.Metrics.ContainsKey(key))).ToList();
            if (Metric == Loss && !keys.Contains("train_loss"))
                curves.Add(new Curve(Name(model, "train"), [.. history.Select(epoch => ((double)epoch.Epoch, epoch.Loss))]));
            foreach (var key in keys)
                curves.Add(new Curve(Name(model, key[..^(Metric.Length + 1)]),
                    [.. history.Where(epoch => epoch.Metrics.ContainsKey(key)).Select(epoch => ((double)epoch.Epoch, epoch.Metrics[key]))]));
        }
        var title = $"{MetricWords.Title(Metric)} by epoch";
        if (curves.Count == 0) return Task.FromResult((title, Absent(results), ""));
        return Task.FromResult((title, Ends(curves), CurvePlot.Draw(curves, "epoch", MetricWords.Name(Metric), id)));
    }

    private string Name(string model, string split) => Models.Count == 1 ? split : $"{model}, {split}";

    // The training is done: a figure that cannot be drawn says so, rather than lose the report.
    private string Absent(IRecipeResults results)
    {
        var reported = Models.SelectMany(results.History).SelectMany(epoch => epoch.Metrics.Keys).Select(key => key[(key.IndexOf('_', StringComparison.Ordinal) + 1)..]);
        return $"No epoch of {string.Join(", ", Models)} reports '{Metric}'; reported are {string.Join(", ", reported.Append(Loss).Distinct().Order(StringComparer.Ordinal))}.";
    }

    private static string Ends(List<Curve> curves) => "At the end: "
        + string.Join(", ", curves.Where(curve => curve.Points.Count > 0).Select(curve => $"{curve.Name} {ReportNumber.Show(curve.Points[^1].Y)}")) + ".";
}
