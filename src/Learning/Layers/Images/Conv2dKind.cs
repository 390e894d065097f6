using DistributedDL.Learning.Activations;

namespace DistributedDL.Learning.Layers.Images;

/// <summary><c>conv2d: { filters, kernel, stride?, padding?, activation?, use_bias? }</c>, as Keras' Conv2D.</summary>
internal sealed class Conv2dKind : ILayerKind
{
    private const int MaxFilters = 100_000;

    public string Kind => "conv2d";

    public Layer? Bind(LayerBinder binder)
    {
        var filters = binder.Int("filters", 1, MaxFilters);
        var kernel = binder.Pair("kernel", 1, ImageBinder.MaxWindow, null);
        var stride = binder.Pair("stride", 1, ImageBinder.MaxWindow, (1, 1));
        var same = binder.IsSame();
        var activation = binder.Choice("activation", ActivationKinds.Find, ActivationKinds.Known, ActivationKinds.Default);
        var useBias = binder.Bool("use_bias", true);
        return binder.Axes("kernel", kernel, stride, same) is not { } axes
            ? null
            : new Conv2dLayer(binder.Name, binder.Input!, axes.Height, axes.Width, filters, activation.Create(), useBias);
    }
}
