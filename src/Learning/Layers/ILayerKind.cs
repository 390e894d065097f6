namespace DistributedDL.Learning.Layers;

/// <summary>A kind of layer, found by its name.</summary>
internal interface ILayerKind
{
    string Kind { get; }

    /// <summary>Reads parameters and checks shapes; faults go to the binder. Null when there is no telling the output's shape.</summary>
    Layer? Bind(LayerBinder binder);
}
