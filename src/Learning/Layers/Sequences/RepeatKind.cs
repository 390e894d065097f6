namespace DistributedDL.Learning.Layers.Sequences;

/// <summary><c>repeat: { count }</c>, as Keras' RepeatVector: one state to every step of a decoder.</summary>
internal sealed class RepeatKind : ILayerKind
{
    private const int MaxCount = 1_000_000;

    public string Kind => "repeat";

    public Layer? Bind(LayerBinder binder)
    {
        var count = binder.Int("count", 1, MaxCount);
        if (binder.Input is null) return null;
        if (binder.Input.Count != 1) binder.Misfit("[features]");
        return new RepeatLayer(binder.Name, binder.Input, count);
    }
}
