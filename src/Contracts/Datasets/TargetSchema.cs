namespace DistributedDL.Contracts.Datasets;

/// <summary>The target of one example, or its targets, one for each step.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Labels">The class labels in order of their index; empty for a value.</param>
[GenerateSerializer, Immutable, Alias("ddl.TargetSchema")]
public sealed record TargetSchema(
    [property: Id(0)] string Name,
    [property: Id(1)] TargetKind Kind,
    [property: Id(2)] IReadOnlyList<string> Labels)
{
    /// <summary>Shape of one example's targets, as in <c>[100]</c> for one at each of 100 steps; empty for a single one.</summary>
    [Id(3)] public IReadOnlyList<int> Shape { get; init; } = [];

    /// <summary>Targets of one example.</summary>
    public int Width => Shape.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>Of a value that the import normalised; else null.</summary>
    [Id(5)] public ColumnScale? Scale { get; init; }
}
