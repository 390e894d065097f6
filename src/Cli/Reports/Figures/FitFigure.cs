using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Plots;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>The curves that models draw through examples of one feature.</summary>
public sealed record FitFigure(IReadOnlyList<string> Models, string Data, int? AfterEpoch) : FigureSpec
{
    internal static FitFigure Read(MapReader map) => new(
        FigureSettings.Models(map), map.DataName("data", required: true) ?? "", map.Int("after", 0, Recipes.Steps.TrainStep.MaxEpochs));

    protected override async Task<(string, string, string)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var examples = await results.Examples(Data, null, MaxMarks, cancellation);
        var line = FitLine.Over(examples);
        var curves = new List<Curve>();
        foreach (var model in Models)
            curves.Add(line.Curve(model, await results.Predict(model, AfterEpoch, line.Features, cancellation)));
        var after = AfterEpoch is { } epoch ? $" after {epoch:N0} epochs" : "";
        return ($"Fit of {Data}{after}", $"Points: the {examples.Count:N0} examples; line: what the model says between them.", FitPlot.Draw(examples, curves, id));
    }
}
