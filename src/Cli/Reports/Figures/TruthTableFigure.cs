using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Plots;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>Every example of a small data set with what a model says of it.</summary>
public sealed record TruthTableFigure(string Model, string Data) : FigureSpec
{
    private const int MaxRows = 256;

    internal static TruthTableFigure Read(MapReader map) => new(FigureSettings.Model(map), map.DataName("data", required: true) ?? "");

    protected override async Task<(string, string, string)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var examples = await results.Examples(Data, null, MaxRows, cancellation);
        var outputs = await results.Predict(Model, null, examples.Features, cancellation);
        return ($"Truth table of {Model}", "One half and above says 1.", TruthTable.Draw(examples, outputs));
    }
}
