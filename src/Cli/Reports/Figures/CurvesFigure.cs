using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Plots;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>A metric, or the loss, by epoch.</summary>
/// <param name="Metric">As in <c>accuracy</c>: drawn for every split that has it.</param>
public sealed record CurvesFigure(IReadOnlyList<string> Models, string Metric) : FigureSpec
{
    private const string Loss = "loss";

    internal static CurvesFigure Read(MapReader map) => new(FigureSettings.Models(map), map.Text("metric", required: true) ?? "");

    protected override Task<(string, string, string)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var curves = new List<Curve>();
        foreach (var model in Models)
        {
            var history = results.History(model);
            var keys = history.SelectMany(epoch => epoch.Metrics.Keys).Distinct().Where(key => key.EndsWith($"_{Metric}", StringComparison.Ordinal))
                .OrderBy(key => Contracts.Datasets.Split.All.ToList().IndexOf(key[..^(Metric.Length + 1)])).ToList();
            if (Metric == Loss && !keys.Contains("train_loss"))
                curves.Add(new Curve(Name(model, "train"), [.. history.Select(epoch => ((double)epoch.Epoch, epoch.Loss))]));
            foreach (var key in keys)
                curves.Add(new Curve(Name(model, key[..^(Metric.Length + 1)]),
                    [.. history.Where(epoch => epoch.Metrics.ContainsKey(key)).Select(epoch => ((double)epoch.Epoch, epoch.Metrics[key]))]));
        }
        return Task.FromResult(($"{MetricWords.Title(Metric)} by epoch", Ends(curves), CurvePlot.Draw(curves, "epoch", MetricWords.Name(Metric), id)));
    }

    private string Name(string model, string split) => Models.Count == 1 ? split : $"{model}, {split}";

    private static string Ends(List<Curve> curves) => "At the end: "
        + string.Join(", ", curves.Where(curve => curve.Points.Count > 0).Select(curve => $"{curve.Name} {ReportNumber.Show(curve.Points[^1].Y)}")) + ".";
}
