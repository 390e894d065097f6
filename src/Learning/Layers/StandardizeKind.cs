namespace DistributedDL.Learning.Layers;

/// <summary><c>standardize</c>: each feature to mean 0 and standard deviation 1 over the training split, as Keras' Normalization.</summary>
internal sealed class StandardizeKind : ILayerKind
{
    public string Kind => "standardize";

    public Layer? Bind(LayerBinder binder) => binder.Input is null ? null : new StandardizeLayer(binder.Name, binder.Input);
}
