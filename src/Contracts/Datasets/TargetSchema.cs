namespace DistributedDL.Contracts.Datasets;

/// <summary>The target of one example.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Labels">The class labels in order of their index; empty for a value.</param>
[GenerateSerializer, Immutable, Alias("ddl.TargetSchema")]
public sealed record TargetSchema(
    [property: Id(0)] string Name,
    [property: Id(1)] TargetKind Kind,
    [property: Id(2)] IReadOnlyList<string> Labels)
{
    /// <summary>Of a value that the import normalised; else null.</summary>
    [Id(5)] public ColumnScale? Scale { get; init; }
}
