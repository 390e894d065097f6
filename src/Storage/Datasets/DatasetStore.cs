using DistributedDL.Contracts.Datasets;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.Datasets;

/// <summary>Dataset versions as safetensors chunks (<c>features [n, …shape]</c>, <c>targets [n]</c> F32) and a manifest with their digests.</summary>
public sealed class DatasetStore(IBlobStore store)
{
    public IBlobStore Store { get; } = store;

    /// <summary>Begins a version; nothing of it is visible until <see cref="DatasetWriter.Complete"/>.</summary>
    public DatasetWriter Create(string dataset, int version, FeatureSchema features, TargetSchema target) => throw new NotImplementedException();

    /// <exception cref="Contracts.Errors.CorruptBlobException">The manifest is not that of the digest.</exception>
    public Task<DatasetReader> Open(string dataset, int version, string manifestSha256, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Removes all blobs of a version, complete or not.</summary>
    public Task Delete(string dataset, int version, CancellationToken cancellation = default) => throw new NotImplementedException();
}
