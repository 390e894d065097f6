using DistributedDL.Contracts.Prediction;

namespace DistributedDL.Learning.Training;

/// <summary>Loss and metrics over a set of examples: means over examples and their steps.</summary>
/// <param name="Metrics">
/// Classes: <c>accuracy</c>, <c>top_3_accuracy</c>, <c>top_5_accuracy</c>, <c>precision_macro</c>, <c>recall_macro</c>, <c>f1_macro</c>,
/// <c>roc_auc</c>, <c>log_loss</c>, each where it is defined; values: <c>mse</c>, <c>mae</c> and <c>r2</c>.
/// </param>
/// <param name="ConfusionMatrix">Row-major counts <c>[actual, predicted]</c> for classes; empty for values.</param>
public sealed record EvaluationResult(long Examples, double Loss, IReadOnlyDictionary<string, double> Metrics, IReadOnlyList<long> ConfusionMatrix)
{
    /// <summary>By class; empty for values, and above 4,096 classes.</summary>
    public IReadOnlyList<ClassReport> Classes { get; init; } = [];
}
