using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Plots;
using DistributedDL.Cli.Reports.Results;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>How often each class was taken for each other.</summary>
public sealed record ConfusionFigure(string Model, string Data, string Split) : FigureSpec
{
    internal static ConfusionFigure Read(MapReader map) => new(
        FigureSettings.Model(map), map.DataName("data", required: true) ?? "", FigureSettings.Split(map) ?? Contracts.Datasets.Split.Test);

    protected override async Task<(string, string, string)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var report = await results.Evaluate(Model, Data, Split, cancellation);
        var caption = $"{report.Examples:N0} {Split} examples. Rows: the true class; columns: what {Model} predicts; colour: the share of the row.";
        return ($"Confusion matrix of {Model}", caption, ConfusionPlot.Draw(report.Labels, report.ConfusionMatrix));
    }
}
