using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.Training;

/// <summary>What came of a run.</summary>
/// <param name="Weights">To be published.</param>
/// <param name="Epoch">Whose weights they are.</param>
internal sealed record TrainingResult(IReadOnlyList<NamedTensor> Weights, int Epoch, bool StoppedEarly);
