using DistributedDL.Learning.Networks;
using TorchSharp;

namespace DistributedDL.Learning.Layers;

/// <summary>One step of a layer. It may also have its derivative written out (<see cref="IWrittenOut"/>), which spares autograd's graph.</summary>
/// <param name="parameters">The layer's live parameters that it uses.</param>
internal abstract class Operation(params Parameter[] parameters)
{
    public IReadOnlyList<Parameter> Parameters { get; } = parameters;

    /// <summary>Only the shape changes, not the numbers nor their order.</summary>
    public virtual bool IsView => false;

    /// <summary>Through torch: <c>[batch, …input]</c> to <c>[batch, …output]</c>, recorded by autograd.</summary>
    public abstract torch.Tensor Forward(torch.Tensor input);
}
