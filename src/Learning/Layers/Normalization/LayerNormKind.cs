namespace DistributedDL.Learning.Layers.Normalization;

/// <summary><c>layer_norm: { epsilon? }</c> with Keras' default 1e-3.</summary>
internal sealed class LayerNormKind : ILayerKind
{
    public string Kind => "layer_norm";

    public Layer? Bind(LayerBinder binder)
    {
        var epsilon = binder.Float("epsilon", 1e-9, 1, 1e-3);
        return binder.Input is null ? null : new LayerNormLayer(binder.Name, binder.Input, epsilon);
    }
}
