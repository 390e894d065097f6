using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Storage.Checkpoints;

namespace DistributedDL.Silo.Training;

/// <summary>Whether a checkpoint's optimizer belongs to the weights that a run takes over.</summary>
internal static class ParentOptimizer
{
    private const string Prefix = "network.";

    /// <returns>The checkpoint.</returns>
    /// <exception cref="PreconditionException">The parent's run went on since, or published the weights of an earlier epoch.</exception>
    public static IReadOnlyList<NamedTensor> Check(IReadOnlyList<NamedTensor> checkpoint, TransferOrigin origin)
    {
        var weights = checkpoint.Where(tensor => tensor.Name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(tensor => tensor with { Name = tensor.Name[Prefix.Length..] }).ToArray();
        return TensorStore.Digest(weights) == origin.WeightsSha256
            ? checkpoint
            : throw new PreconditionException($"training run '{origin.OptimizerRun}'",
                "its last checkpoint is not of the version to start from, so that version's optimizer state is gone; start with a fresh one");
    }
}
