using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Html;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>What a model wrote by itself.</summary>
public sealed record GeneratedFigure(string Model) : FigureSpec
{
    internal static GeneratedFigure Read(MapReader map) => new(FigureSettings.Model(map));

    protected override Task<(string, string, string)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var text = results.Generated(Model);
        return Task.FromResult(($"Written by {Model}", $"{text.Length:N0} characters, its start among them.", $"<pre class=\"written\">{HtmlText.EscapeLines(text)}</pre>"));
    }
}
