using DistributedDL.Learning.Activations;

namespace DistributedDL.Learning.Layers;

/// <summary>An activation as a layer of its own, under its own name.</summary>
internal sealed class ActivationLayerKind(IActivationKind activation) : ILayerKind
{
    public string Kind => activation.Name;

    public Layer? Bind(LayerBinder binder)
    {
        var bound = activation.Bind(binder);
        return binder.Input is null ? null : new ActivationLayer(binder.Name, binder.Input, bound);
    }
}
