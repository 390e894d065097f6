using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>What a checkpoint is made of: tensors of learner and memory, where they stand, and what they are of.</summary>
internal sealed record SessionCapture(
    IReadOnlyList<NamedTensor> Tensors, long Sequence, long Operation, ArchitectureSpec Architecture, IReadOnlyList<string> Labels);
