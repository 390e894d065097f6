using DistributedDL.Learning.Activations;

namespace DistributedDL.Learning.Layers;

/// <summary><c>dense: { units, activation?, use_bias? }</c>, as Keras' Dense: over the last dimension, the same at each step of a sequence.</summary>
internal sealed class DenseKind : ILayerKind
{
    public const int MaxUnits = 1_000_000;

    public string Kind => "dense";

    public Layer? Bind(LayerBinder binder)
    {
        var units = binder.Int("units", 1, MaxUnits);
        var activation = binder.Choice("activation", ActivationKinds.Find, ActivationKinds.Known, ActivationKinds.Default);
        var useBias = binder.Bool("use_bias", true);
        return binder.Input is null ? null : new DenseLayer(binder.Name, binder.Input, units, activation.Create(), useBias);
    }
}
