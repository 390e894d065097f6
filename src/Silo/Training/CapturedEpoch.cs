using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.Training;

/// <summary>A checkpoint's content, copied out of the trainer after a whole epoch.</summary>
internal sealed record CapturedEpoch(int Epoch, IReadOnlyList<NamedTensor> Tensors);
