namespace DistributedDL.Learning.Layers.Sequences;

/// <summary><c>one_hot: { depth }</c>.</summary>
internal sealed class OneHotKind : ILayerKind
{
    public string Kind => "one_hot";

    public Layer? Bind(LayerBinder binder)
    {
        var depth = binder.Int("depth", 1, EmbeddingKind.MaxVocabulary);
        return binder.Input is null ? null : new OneHotLayer(binder.Name, binder.Input, depth);
    }
}
