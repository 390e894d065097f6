namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>Ends a run before its last epoch, as soon as an epoch reaches the bound.</summary>
/// <param name="Metric">Name of a metric of an epoch's report, as in <c>train_accuracy</c>.</param>
public sealed record StopWhen(string Metric, double? AtLeast, double? AtMost);
