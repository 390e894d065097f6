namespace DistributedDL.Learning.Layers.Normalization;

/// <summary><c>max_normalise</c>: numbers divided by the largest magnitude in the training split, one for all features.</summary>
internal sealed class MaxNormaliseKind : ILayerKind
{
    public string Kind => "max_normalise";

    public Layer? Bind(LayerBinder binder) => binder.Input is null ? null : new MaxNormaliseLayer(binder.Name, binder.Input);
}
