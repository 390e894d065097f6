namespace DistributedDL.Learning.Layers.Images;

/// <summary><c>resize: { height, width }</c>, bilinear, as Keras' Resizing.</summary>
internal sealed class ResizeKind : ILayerKind
{
    private const int MaxSize = 10_000;

    public string Kind => "resize";

    public Layer? Bind(LayerBinder binder)
    {
        var (height, width) = (binder.Int("height", 1, MaxSize), binder.Int("width", 1, MaxSize));
        if (binder.Input is not { } input) return null;
        if (input.Count is < 2 or > 3)
        {
            binder.Misfit("[height, width, channels] or [height, width]");
            return null;
        }
        return new ResizeLayer(binder.Name, input, [height, width, .. input.Skip(2)]);
    }
}
