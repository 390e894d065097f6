namespace DistributedDL.Storage.Datasets;

/// <summary>Consecutive examples of a split.</summary>
/// <param name="Offset">Index of the first one within the split.</param>
/// <param name="Features">Row-major, in the schema's element type, little-endian.</param>
/// <param name="Targets">Class indices or values, row-major <c>[examples, …target shape]</c>.</param>
public sealed record DatasetChunk(long Offset, int Examples, ReadOnlyMemory<byte> Features, ReadOnlyMemory<float> Targets);
