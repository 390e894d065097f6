using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Contracts.Datasets;

/// <summary>The features of one example.</summary>
/// <param name="Shape">Shape of one example's features, as in <c>[28, 28]</c>.</param>
/// <param name="ElementType">How they are stored.</param>
/// <param name="Names">Column names in order; empty where the form has none (images).</param>
[GenerateSerializer, Immutable, Alias("ddl.FeatureSchema")]
public sealed record FeatureSchema(
    [property: Id(0)] IReadOnlyList<int> Shape,
    [property: Id(1)] ElementType ElementType,
    [property: Id(2)] IReadOnlyList<string> Names)
{
    /// <summary>The vocabulary where features are indices of tokens, in order of the index; else empty.</summary>
    [Id(3)] public IReadOnlyList<string> Vocabulary { get; init; } = [];

    /// <summary>Of each column, the last dimension of <see cref="Shape"/>, where the import normalised them; else empty.</summary>
    [Id(5)] public IReadOnlyList<ColumnScale> Scales { get; init; } = [];

    /// <summary>Numbers in one example.</summary>
    public int Width => Shape.Aggregate(1, (product, size) => checked(product * size));
}
