namespace DistributedDL.Contracts.Models;

/// <summary>A row of a model summary.</summary>
/// <param name="OutputShape">Shape of the layer's output for one example.</param>
/// <param name="TrainableParameters">At most <paramref name="Parameters"/>; the rest is fitted or frozen.</param>
[GenerateSerializer, Immutable, Alias("ddl.LayerReport")]
public sealed record LayerReport(
    [property: Id(0)] string Name,
    [property: Id(1)] string Kind,
    [property: Id(2)] IReadOnlyList<int> OutputShape,
    [property: Id(3)] long Parameters,
    [property: Id(4)] long TrainableParameters);
