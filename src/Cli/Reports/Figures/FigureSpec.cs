using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>One figure that a recipe asks for.</summary>
public abstract record FigureSpec
{
    /// <summary>Most examples that a figure draws one by one.</summary>
    protected const int MaxMarks = 2_000;

    /// <summary>The recipe's own words; when null, the figure's.</summary>
    public string? Caption { get; init; }

    public string? Title { get; init; }

    /// <summary>Asks <paramref name="results"/> for what it needs, and draws.</summary>
    /// <param name="results">Of the recipe's run.</param>
    /// <param name="id">A name that no other figure of the report has.</param>
    /// <param name="cancellation">Ends the wait for results.</param>
    /// <exception cref="Contracts.Errors.InvalidArgumentException">The results cannot be drawn so: a boundary over three features.</exception>
    public async Task<Figure> Draw(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var (title, caption, html) = await DrawPlot(results, id, cancellation);
        return new Figure(id, Title ?? title, Caption ?? caption, html);
    }

    protected abstract Task<(string Title, string Caption, string Html)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation);
}
