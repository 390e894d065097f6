using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>What a version is made of, all of one moment between two groups.</summary>
internal sealed record SnapshotCapture(
    IReadOnlyList<NamedTensor> Weights, long Sequence, long Examples, IReadOnlyDictionary<string, double> Metrics, ArchitectureSpec Architecture, ModelSignature Signature);
