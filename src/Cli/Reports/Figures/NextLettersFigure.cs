using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Plots;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>The windows of a <c>next_letters</c> step, line by line.</summary>
public sealed record NextLettersFigure(string Model) : FigureSpec
{
    internal static NextLettersFigure Read(MapReader map) => new(FigureSettings.Model(map));

    protected override Task<(string, string, string)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var letters = results.NextLetters(Model);
        var known = letters.Count(letter => letter.IsRight is not null);
        var right = letters.Count(letter => letter.IsRight == true);
        return Task.FromResult(($"Letter by letter, {Model}", $"{right} of {known} next letters are right.", NextLettersText.Draw(letters)));
    }
}
