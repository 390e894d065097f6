namespace DistributedDL.Contracts.Datasets;

/// <summary>How a stored column is brought back to the unit of the data: value = stored × scale + offset.</summary>
/// <param name="Scale">Above 0; 1 for a column that is constant over the training split.</param>
[GenerateSerializer, Immutable, Alias("ddl.ColumnScale")]
public sealed record ColumnScale([property: Id(0)] double Offset, [property: Id(1)] double Scale);
