namespace DistributedDL.Contracts.Models;

/// <summary>A network as data.</summary>
/// <param name="Input">Shape of one example's features, without the batch dimension.</param>
[GenerateSerializer, Immutable, Alias("ddl.ArchitectureSpec")]
public sealed record ArchitectureSpec(
    [property: Id(0)] IReadOnlyList<int> Input,
    [property: Id(1)] IReadOnlyList<LayerSpec> Layers);
