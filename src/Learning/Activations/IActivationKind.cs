using DistributedDL.Learning.Layers;

namespace DistributedDL.Learning.Activations;

/// <summary>An activation found by its name.</summary>
internal interface IActivationKind
{
    string Name { get; }

    /// <summary>With its default parameters.</summary>
    Activation Create();

    /// <summary>As a layer of its own, which may have parameters.</summary>
    Activation Bind(LayerBinder binder) => Create();
}
