using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Plots;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>What a model says over the plane of two features, with the examples on it.</summary>
/// <param name="AfterEpoch">One of the model's <c>versions_at</c>; its last weights when null.</param>
/// <param name="Grid">Predictions along each side.</param>
public sealed record BoundaryFigure(string Model, string Data, string? Split, int? AfterEpoch, int Grid) : FigureSpec
{
    internal static BoundaryFigure Read(MapReader map) => new(
        FigureSettings.Model(map),
        map.DataName("data", required: true) ?? "",
        FigureSettings.Split(map),
        map.Int("after", 0, Recipes.Steps.TrainStep.MaxEpochs),
        map.Int("grid", 10, 400) ?? 100);

    protected override async Task<(string, string, string)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var examples = await results.Examples(Data, Split, MaxMarks, cancellation);
        var plane = Plane.Around(examples, Grid);
        var outputs = await results.Predict(Model, AfterEpoch, plane.Features(), cancellation);
        var after = AfterEpoch is { } epoch ? $" after {epoch:N0} epochs" : "";
        var caption = $"Colour: the class that {Model} predicts{after} over a grid of {Grid} × {Grid}, the stronger the surer; line: where it is undecided. Points: the {(Split is null ? "" : $"{Split} ")}examples by true class.";
        return ($"Decision boundary of {Model}{after}", caption, BoundaryPlot.Draw(examples, plane, outputs, id));
    }
}
