using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>A copy of learner and memory, and what they had learned.</summary>
/// <param name="Operation">Number of the last operation in it.</param>
internal sealed record SessionCapture(IReadOnlyList<NamedTensor> Tensors, long Sequence, long Operation);
