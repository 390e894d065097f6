using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Optimizers;

namespace DistributedDL.Learning.Training.Transfer;

/// <summary>What training takes over from a parent.</summary>
/// <param name="Weights">All of the parent's, by their PyTorch names.</param>
/// <param name="Checkpoint">The parent's checkpoint, for its optimizer's state; null to begin with a fresh optimizer.</param>
public sealed record TransferStart(TransferPlan Plan, IReadOnlyList<NamedTensor> Weights, IReadOnlyList<NamedTensor>? Checkpoint = null)
{
    /// <exception cref="InvalidArgumentException">Tensors that are missing or misshapen; nothing was changed.</exception>
    internal void Apply(Network network, Optimizer optimizer)
    {
        var inherited = network.Layers.Where(layer => Plan.Inherited.Contains(layer.Name)).SelectMany(network.Parameters.Of).ToArray();
        var names = Plan.Inherited.ToHashSet(StringComparer.Ordinal);
        // A layer's name has no dot.
        var weights = new TensorReader([.. Weights.Where(tensor => names.Contains(tensor.Name.Split('.')[0]))]);
        foreach (var parameter in inherited) weights.Expect(parameter.Name, parameter.Spec.Shape, parameter.Length);
        weights.ThrowIfUnfit();
        if (Checkpoint is not null)
        {
            var state = new TensorReader([.. Checkpoint.Where(tensor => tensor.Name.StartsWith(Optimizer.Prefix, StringComparison.Ordinal))]);
            optimizer.Expect(state);
            state.ThrowIfUnfit();
            optimizer.Restore(state);
        }
        foreach (var parameter in inherited) weights.Copy(parameter.Name, parameter.Values);
    }
}
