namespace DistributedDL.Cli.Recipes.Sweeps;

/// <summary>What one combination came to.</summary>
/// <param name="Metrics">By the keys of a recipe's metrics; empty where it failed.</param>
/// <param name="Model">On the server; null where it failed.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
internal sealed record SweepResult(
    SweepPoint Point, IReadOnlyDictionary<string, double> Metrics, string? Model, int? Version, string? Run, double Seconds, string? Failure);
