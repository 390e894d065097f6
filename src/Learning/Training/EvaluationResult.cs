namespace DistributedDL.Learning.Training;

/// <summary>Loss and metrics over a set of examples.</summary>
/// <param name="Metrics"><c>accuracy</c>, or <c>mse</c>, <c>mae</c> and <c>r2</c>.</param>
/// <param name="ConfusionMatrix">Row-major counts <c>[actual, predicted]</c> for classes; empty for values.</param>
public sealed record EvaluationResult(long Examples, double Loss, IReadOnlyDictionary<string, double> Metrics, IReadOnlyList<long> ConfusionMatrix);
