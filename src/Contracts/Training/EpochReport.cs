namespace DistributedDL.Contracts.Training;

/// <summary>What one epoch came to.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="Loss">Mean training loss over the epoch's examples, each at its step's weights.</param>
/// <param name="Metrics">By name: <c>train_accuracy</c>, <c>validation_loss</c>, <c>validation_accuracy</c>, …</param>
[GenerateSerializer, Immutable, Alias("ddl.EpochReport")]
public sealed record EpochReport(
    [property: Id(0)] int Epoch,
    [property: Id(1)] double Loss,
    [property: Id(2)] IReadOnlyDictionary<string, double> Metrics,
    [property: Id(3)] long Examples,
    [property: Id(4)] double Seconds);
