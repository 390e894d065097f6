using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Storage.Tensors;

/// <summary>The content of a safetensors file.</summary>
public sealed record SafetensorsFile(IReadOnlyList<NamedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata);
