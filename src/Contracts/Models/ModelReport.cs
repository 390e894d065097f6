namespace DistributedDL.Contracts.Models;

/// <summary>A model, its versions oldest first, and its aliases.</summary>
[GenerateSerializer, Immutable, Alias("ddl.ModelReport")]
public sealed record ModelReport(
    [property: Id(0)] string Name,
    [property: Id(1)] ArchitectureSpec Architecture,
    [property: Id(2)] IReadOnlyList<ModelVersionReport> Versions,
    [property: Id(3)] IReadOnlyDictionary<string, int> Aliases,
    [property: Id(4)] DateTimeOffset CreatedAt);
