using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Plots;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>Examples of two features as points, by class.</summary>
public sealed record ScatterFigure(string Data, string? Split) : FigureSpec
{
    internal static ScatterFigure Read(MapReader map) => new(map.DataName("data", required: true) ?? "", FigureSettings.Split(map));

    protected override async Task<(string, string, string)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var examples = await results.Examples(Data, Split, MaxMarks, cancellation);
        var plot = ScatterPlot.Draw(examples, id);
        return ($"The data, {Data}", $"{examples.Count:N0} examples by class.", plot);
    }
}
