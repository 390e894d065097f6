namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>Starts a run again with another seed when it has died, and has the report say so; 1,000,000 is added to the seed each time.</summary>
/// <param name="Metric">As in <c>train_r2</c>.</param>
/// <param name="Below">The run is dead when the metric stays below.</param>
/// <param name="AfterEpoch">When to look.</param>
/// <param name="Attempts">Runs in all, the first one among them.</param>
public sealed record RestartWhen(string Metric, double Below, int AfterEpoch, int Attempts);
