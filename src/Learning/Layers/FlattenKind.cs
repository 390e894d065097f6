namespace DistributedDL.Learning.Layers;

/// <summary><c>flatten</c>: any shape to <c>[features]</c>, row-major.</summary>
internal sealed class FlattenKind : ILayerKind
{
    public string Kind => "flatten";

    public Layer? Bind(LayerBinder binder) => binder.Input is null ? null : new FlattenLayer(binder.Name, binder.Input);
}
