using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Plots;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>The curve of one model as it bends to its data, epoch by epoch.</summary>
/// <param name="Epochs">The frames: epochs among the model's <c>versions_at</c>, 0 for the weights that it started from.</param>
public sealed record BendingFigure(string Model, string Data, IReadOnlyList<int> Epochs) : FigureSpec
{
    internal static BendingFigure Read(MapReader map) => new(
        FigureSettings.Model(map),
        map.DataName("data", required: true) ?? "",
        map.Ints("epochs", 0, Recipes.Steps.TrainStep.MaxEpochs, required: true));

    protected override async Task<(string, string, string)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var examples = await results.Examples(Data, null, MaxMarks, cancellation);
        var line = FitLine.Over(examples);
        var frames = new List<Curve>();
        foreach (var epoch in Epochs)
            frames.Add(line.Curve($"epoch {epoch:N0}", await results.Predict(Model, epoch, line.Features, cancellation)));
        var caption = $"The curve of {Model} from epoch {Epochs[0]:N0} (dashed) to {Epochs[^1]:N0}; the points are {Data}.";
        return ($"{Model} bends to {Data}", caption, BendingPlot.Draw(examples, frames, id));
    }
}
