namespace DistributedDL.Cli.Recipes.Sweeps;

/// <summary>One combination of a grid: a recipe with its values.</summary>
/// <param name="Values">In the order of the axes.</param>
internal sealed record SweepPoint(IReadOnlyList<(string Key, string Value)> Values, Recipe Recipe)
{
    public string Title => string.Join(", ", Values.Select(pair => $"{pair.Key} {pair.Value}"));
}
