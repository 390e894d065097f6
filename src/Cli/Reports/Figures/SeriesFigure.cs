using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Plots;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>A series of values and what the model predicted for each.</summary>
public sealed record SeriesFigure(string Model, string Data, string Split) : FigureSpec
{
    internal static SeriesFigure Read(MapReader map) => new(
        FigureSettings.Model(map), map.DataName("data", required: true) ?? "", FigureSettings.Split(map) ?? Contracts.Datasets.Split.Test);

    protected override async Task<(string, string, string)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var examples = await results.Examples(Data, Split, 20_000, cancellation);
        var outputs = await results.Predict(Model, null, examples.Features, cancellation);
        Curve[] curves =
        [
            new("true", [.. examples.Targets.Select((value, i) => ((double)i, (double)value))]),
            new("predicted", [.. Enumerable.Range(0, outputs.Count).Select(i => ((double)i, (double)outputs.Row(i)[0]))]),
        ];
        var value = examples.TargetName.Length > 0 ? examples.TargetName : "value";
        return ($"{Model} on the {Split} split", $"{examples.Count:N0} consecutive examples: the true {value}, and the one predicted from what came before it.", CurvePlot.Draw(curves, "example", value, id, dense: true));
    }
}
