using DistributedDL.Learning.Activations;

namespace DistributedDL.Learning.Layers;

/// <summary><c>dense: { units, activation?, use_bias?, kernel_initializer? }</c>, as Keras' Dense: over the last dimension, the same at each step of a sequence.</summary>
internal sealed class DenseKind : ILayerKind
{
    public const int MaxUnits = 1_000_000;
    private const string Glorot = "glorot_uniform";
    private const string Zeros = "zeros";

    public string Kind => "dense";

    public Layer? Bind(LayerBinder binder)
    {
        var units = binder.Int("units", 1, MaxUnits);
        var activation = binder.Choice("activation", ActivationKinds.Find, ActivationKinds.Known, ActivationKinds.Default);
        var useBias = binder.Bool("use_bias", true);
        var kernel = binder.Choice("kernel_initializer", name => name is Glorot or Zeros ? name : null, $"{Glorot}, {Zeros}", Glorot);
        return binder.Input is null ? null : new DenseLayer(binder.Name, binder.Input, units, activation.Create(), useBias, startsAtZero: kernel == Zeros);
    }
}
