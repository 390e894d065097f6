namespace DistributedDL.Cli.Recipes.Yaml;

/// <summary>What the reading of a recipe has found so far: its faults, and the names that later parts may use.</summary>
public sealed class RecipeContext
{
    public FaultList Faults { get; } = new();

    public HashSet<string> Data { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Networks { get; } = new(StringComparer.Ordinal);

    /// <summary>Grows step by step, so that a step finds only the models made above it.</summary>
    public HashSet<string> Models { get; } = new(StringComparer.Ordinal);

    public static string Known(IEnumerable<string> names) =>
        names.Any() ? string.Join(", ", names.Order(StringComparer.Ordinal)) : "none";
}
