using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Learning.Training.Transfer;

/// <summary>What a transfer comes to, layer by layer; names are those of <paramref name="Architecture"/>.</summary>
/// <param name="Architecture">The parent's, or its body with the new head.</param>
/// <param name="Inherited">Layers that begin with the parent's weights; the others begin as a new network's.</param>
/// <param name="Frozen">Layers that do not train, or not at first.</param>
/// <param name="Body">Layers that train with the learning rate of the body when they train.</param>
public sealed record TransferPlan(
    ArchitectureSpec Architecture, IReadOnlyList<string> Inherited, IReadOnlyList<string> Frozen, IReadOnlyList<string> Body)
{
    /// <exception cref="InvalidArgumentException">Unknown layers (with the names), a head that does not fit, nothing left to train, and what else contradicts itself; all faults.</exception>
    public static TransferPlan Bind(TransferSpec spec, ArchitectureSpec parent) => new TransferBinder(spec, parent).Bind();
}
