using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Plots;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>Images with the predicted names under them.</summary>
public sealed record ImagesFigure(string Model, string Data, string Split, int Count) : FigureSpec
{
    internal static ImagesFigure Read(MapReader map) => new(
        FigureSettings.Model(map), map.DataName("data", required: true) ?? "", FigureSettings.Split(map) ?? Contracts.Datasets.Split.Test, map.Int("count", 1, 400) ?? 24);

    protected override async Task<(string, string, string)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var all = await results.Examples(Data, Split, int.MaxValue, cancellation);
        // Images lie in folders by label: the first of them would all be of one class.
        var examples = all.Count <= Count ? all : all.Pick([.. Enumerable.Range(0, Count).Select(i => (int)((long)i * all.Count / Count))]);
        var outputs = await results.Predict(Model, null, examples.Features, cancellation);
        var right = Enumerable.Range(0, examples.Count).Count(i => outputs.ClassOf(i) == (int)examples.Targets[i]);
        return ($"Images, as {Model} names them", $"{(examples.Count == all.Count ? "All" : $"{examples.Count} of the")} {all.Count:N0} {Split} images, {(examples.Count == all.Count ? "" : "evenly apart, ")}{right} of them named right. ✗ marks a wrong name, with the true one beneath it.", ImageGrid.Draw(examples, outputs));
    }
}
