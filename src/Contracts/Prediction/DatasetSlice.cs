namespace DistributedDL.Contracts.Prediction;

/// <summary>Consecutive examples of a split, by reference.</summary>
/// <param name="Version">The latest version when null.</param>
/// <param name="Split">The whole data set, split after split, when null.</param>
[GenerateSerializer, Immutable, Alias("ddl.DatasetSlice")]
public sealed record DatasetSlice(
    [property: Id(0)] string Dataset,
    [property: Id(1)] int? Version,
    [property: Id(2)] string? Split,
    [property: Id(3)] long Offset = 0,
    [property: Id(4)] int Limit = int.MaxValue);
