namespace DistributedDL.Learning.Layers.Regularization;

/// <summary><c>dropout: { rate }</c>, as Keras' Dropout.</summary>
internal sealed class DropoutKind : ILayerKind
{
    /// <summary>At rate 1 nothing would be left to scale up.</summary>
    private const double MaxRate = 0.999;

    public string Kind => "dropout";

    public Layer? Bind(LayerBinder binder)
    {
        var rate = binder.Float("rate", 0, MaxRate, null);
        return binder.Input is null ? null : new DropoutLayer(binder.Name, binder.Input, rate);
    }
}
