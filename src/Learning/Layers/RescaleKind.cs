namespace DistributedDL.Learning.Layers;

/// <summary><c>rescale: { factor, offset? }</c>, as Keras' Rescaling.</summary>
internal sealed class RescaleKind : ILayerKind
{
    private const double Bound = 1e30;

    public string Kind => "rescale";

    public Layer? Bind(LayerBinder binder)
    {
        var factor = binder.Float("factor", -Bound, Bound, null);
        var offset = binder.Float("offset", -Bound, Bound, 0);
        return binder.Input is null ? null : new RescaleLayer(binder.Name, binder.Input, factor, offset);
    }
}
