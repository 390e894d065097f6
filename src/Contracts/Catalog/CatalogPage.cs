namespace DistributedDL.Contracts.Catalog;

/// <summary>Names in ordinal order.</summary>
/// <param name="Next">Pass as <c>after</c> for the following page; null on the last.</param>
[GenerateSerializer, Immutable, Alias("ddl.CatalogPage")]
public sealed record CatalogPage([property: Id(0)] IReadOnlyList<string> Names, [property: Id(1)] string? Next);
