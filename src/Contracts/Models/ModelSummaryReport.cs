namespace DistributedDL.Contracts.Models;

/// <summary>The layers of a network with shapes and counts, as Keras' <c>summary()</c> shows them.</summary>
[GenerateSerializer, Immutable, Alias("ddl.ModelSummaryReport")]
public sealed record ModelSummaryReport([property: Id(0)] string Model, [property: Id(1)] IReadOnlyList<int> Input, [property: Id(2)] IReadOnlyList<LayerReport> Layers)
{
    public long Parameters => Layers.Sum(layer => layer.Parameters);

    public long TrainableParameters => Layers.Sum(layer => layer.TrainableParameters);
}
