using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Storage.Datasets;

/// <summary>Writes one dataset version, example after example, holding at most one chunk a split in memory.</summary>
public sealed class DatasetWriter
{
    /// <summary>Chunks are cut at about this size.</summary>
    public const int ChunkBytes = 4 << 20;

    /// <summary>Adds one example to a split.</summary>
    /// <param name="features">In the schema's element type, little-endian.</param>
    /// <param name="target">Class index or value.</param>
    public ValueTask Add(string split, ReadOnlyMemory<byte> features, float target, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Writes the last chunks and the manifest.</summary>
    public Task<DatasetVersionReport> Complete(DateTimeOffset createdAt, CancellationToken cancellation = default) => throw new NotImplementedException();
}
