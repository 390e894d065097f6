namespace DistributedDL.Learning.Layers.Sequences;

/// <summary><c>embedding: { vocabulary, units }</c>, as Keras' Embedding.</summary>
internal sealed class EmbeddingKind : ILayerKind
{
    /// <summary>Whole numbers that a float holds exactly.</summary>
    public const int MaxVocabulary = 1 << 24;

    private const int MaxUnits = 100_000;

    public string Kind => "embedding";

    public Layer? Bind(LayerBinder binder)
    {
        var (vocabulary, units) = (binder.Int("vocabulary", 1, MaxVocabulary), binder.Int("units", 1, MaxUnits));
        return binder.Input is null ? null : new EmbeddingLayer(binder.Name, binder.Input, vocabulary, units);
    }
}
