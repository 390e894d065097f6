namespace DistributedDL.Cli.Recipes.Sweeps;

/// <summary>A key of the training steps, and the values that a sweep gives it, as they were written.</summary>
internal sealed record SweepAxis(string Key, IReadOnlyList<string> Values);
