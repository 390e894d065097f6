namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>Ends a run when a metric has not become better for <paramref name="Patience"/> epochs.</summary>
/// <param name="Metric">As in <c>validation_loss</c>.</param>
/// <param name="MinDelta">Better means by more than this.</param>
/// <param name="RestoreBest">Go back to the weights of the best epoch.</param>
public sealed record EarlyStopping(string Metric, int Patience, double MinDelta, bool RestoreBest);
