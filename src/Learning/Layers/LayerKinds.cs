using DistributedDL.Learning.Activations;

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
    }.Concat(ActivationKinds.All.Select(activation => new ActivationLayerKind(activation))).ToDictionary(kind => kind.Kind, StringComparer.Ordinal);

    public static string Known { get; } = string.Join(", ", ByKind.Keys.Order(StringComparer.Ordinal));

    public static ILayerKind? Find(string kind) => ByKind.GetValueOrDefault(kind);
}
