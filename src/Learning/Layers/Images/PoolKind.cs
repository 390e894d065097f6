namespace DistributedDL.Learning.Layers.Images;

/// <summary><c>max_pool</c> and <c>average_pool: { pool?, stride?, padding? }</c>, as Keras: pool 2 unless given, stride as pool unless given.</summary>
internal sealed class PoolKind(string kind, bool largest) : ILayerKind
{
    public string Kind => kind;

    public Layer? Bind(LayerBinder binder)
    {
        var pool = binder.Pair("pool", 1, ImageBinder.MaxWindow, (2, 2));
        var stride = binder.Pair("stride", 1, ImageBinder.MaxWindow, pool);
        var same = binder.IsSame();
        return binder.Axes("pool", pool, stride, same) is not { } axes
            ? null
            : new PoolLayer(binder.Name, kind, binder.Input!, [axes.Height.Output, axes.Width.Output, binder.Input![2]], axes.Height, axes.Width, largest);
    }
}
