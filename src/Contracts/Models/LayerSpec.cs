namespace DistributedDL.Contracts.Models;

/// <summary>One layer as data.</summary>
/// <param name="Kind">Which layer, as in <c>dense</c>.</param>
/// <param name="Name">The layer's own name, or null for a name made of the kind.</param>
/// <param name="Parameters">Its parameters as a JSON object, <c>{}</c> when it has none.</param>
[GenerateSerializer, Immutable, Alias("ddl.LayerSpec")]
public sealed record LayerSpec(
    [property: Id(0)] string Kind,
    [property: Id(1)] string? Name = null,
    [property: Id(2)] string Parameters = "{}");
