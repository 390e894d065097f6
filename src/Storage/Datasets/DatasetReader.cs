using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Storage.Datasets;

/// <summary>Reads one dataset version.</summary>
public sealed class DatasetReader
{
    public FeatureSchema Features => throw new NotImplementedException();

    public TargetSchema Target => throw new NotImplementedException();

    /// <summary>0 when the version has no such split.</summary>
    public long Count(string split) => throw new NotImplementedException();

    /// <summary>The chunks of a split in order, each verified; from the chunk that holds example <paramref name="offset"/> on.</summary>
    /// <exception cref="Contracts.Errors.CorruptBlobException">A chunk was truncated or edited; names the blob.</exception>
    public IAsyncEnumerable<DatasetChunk> Read(string split, long offset = 0, CancellationToken cancellation = default) => throw new NotImplementedException();
}
