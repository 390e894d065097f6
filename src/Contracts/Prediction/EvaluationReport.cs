namespace DistributedDL.Contracts.Prediction;

/// <summary>A version measured on a split.</summary>
/// <param name="Metrics">By name: <c>accuracy</c>, <c>f1_macro</c>, <c>roc_auc</c>, <c>log_loss</c>, …, or <c>mse</c>, <c>mae</c> and <c>r2</c>.</param>
/// <param name="ConfusionMatrix">Row-major counts <c>[actual, predicted]</c>; empty for values.</param>
[GenerateSerializer, Immutable, Alias("ddl.EvaluationReport")]
public sealed record EvaluationReport(
    [property: Id(0)] string Model,
    [property: Id(1)] int Version,
    [property: Id(2)] string Dataset,
    [property: Id(3)] int DatasetVersion,
    [property: Id(4)] string Split,
    [property: Id(5)] long Examples,
    [property: Id(6)] double Loss,
    [property: Id(7)] IReadOnlyDictionary<string, double> Metrics,
    [property: Id(8)] IReadOnlyList<string> Labels,
    [property: Id(9)] IReadOnlyList<long> ConfusionMatrix)
{
    /// <summary>By class, in the order of the labels; empty for values.</summary>
    [Id(10)] public IReadOnlyList<ClassReport> Classes { get; init; } = [];
}
