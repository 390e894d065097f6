using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Layers.Images;
using DistributedDL.Learning.Layers.Normalization;
using DistributedDL.Learning.Layers.Recurrent;
using DistributedDL.Learning.Layers.Regularization;
using DistributedDL.Learning.Layers.Sequences;

namespace DistributedDL.Learning.Layers;

/// <summary>Every kind of layer that an architecture may name.</summary>
internal static class LayerKinds
{
    private static readonly Dictionary<string, ILayerKind> ByKind = new ILayerKind[]
    {
        new DenseKind(),
        new FlattenKind(),
        new RescaleKind(),
        new StandardizeKind(),
        new ReshapeKind(),
        new Conv2dKind(),
        new PoolKind("max_pool", largest: true),
        new PoolKind("average_pool", largest: false),
        new GlobalPoolKind("global_max_pool", largest: true),
        new GlobalPoolKind("global_average_pool", largest: false),
        new ResizeKind(),
        new BatchNormKind(),
        new LayerNormKind(),
        new MaxNormaliseKind(),
        new DropoutKind(),
        new EmbeddingKind(),
        new OneHotKind(),
        new RepeatKind(),
        new RecurrentKind(CellKind.SimpleRnn),
        new RecurrentKind(CellKind.Lstm),
        new RecurrentKind(CellKind.Gru),
    }.Concat(ActivationKinds.All.Select(activation => new ActivationLayerKind(activation))).ToDictionary(kind => kind.Kind, StringComparer.Ordinal);

    public static string Known { get; } = string.Join(", ", ByKind.Keys.Order(StringComparer.Ordinal));

    public static ILayerKind? Find(string kind) => ByKind.GetValueOrDefault(kind);
}
