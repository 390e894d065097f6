using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.Training;

/// <summary>Weights as they were after an epoch, to be published as a version of their own.</summary>
internal sealed record EpochWeights(int Epoch, IReadOnlyList<NamedTensor> Weights);
