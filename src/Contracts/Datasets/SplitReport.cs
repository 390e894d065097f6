namespace DistributedDL.Contracts.Datasets;

/// <summary>A split and its size.</summary>
/// <param name="ClassCounts">Examples of each label, in label order; empty for a value target.</param>
[GenerateSerializer, Immutable, Alias("ddl.SplitReport")]
public sealed record SplitReport(
    [property: Id(0)] string Name,
    [property: Id(1)] long Examples,
    [property: Id(2)] IReadOnlyList<long> ClassCounts);
