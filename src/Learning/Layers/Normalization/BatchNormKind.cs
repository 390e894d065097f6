namespace DistributedDL.Learning.Layers.Normalization;

/// <summary><c>batch_norm: { momentum?, epsilon? }</c> with Keras' defaults .99 and 1e-3.</summary>
internal sealed class BatchNormKind : ILayerKind
{
    public string Kind => "batch_norm";

    public Layer? Bind(LayerBinder binder)
    {
        var momentum = binder.Float("momentum", 0, 1, 0.99);
        var epsilon = binder.Float("epsilon", 1e-9, 1, 1e-3);
        return binder.Input is null ? null : new BatchNormLayer(binder.Name, binder.Input, momentum, epsilon);
    }
}
