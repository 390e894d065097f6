using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.Tests.OnlineLearning;

/// <summary>Gives one blob as it was before, to whoever reads it first: as if it had been read, and another had written since.</summary>
internal sealed class StaleReadStore(IBlobStore store, BlobProperties before, byte[] content) : IBlobStore
{
    private int _looks, _reads;

    public bool WasStale => _reads > 0;

    public Task<BlobProperties?> GetProperties(string name, CancellationToken cancellation = default) =>
        name == before.Name && Interlocked.Increment(ref _looks) == 1 ? Task.FromResult<BlobProperties?>(before) : store.GetProperties(name, cancellation);

    public Task<Stream> OpenRead(string name, CancellationToken cancellation = default) =>
        name == before.Name && Interlocked.Increment(ref _reads) == 1 ? Task.FromResult<Stream>(new MemoryStream(content)) : store.OpenRead(name, cancellation);

    public Task<BlobProperties> Put(string name, Stream put, BlobCondition condition = default, CancellationToken cancellation = default) =>
        store.Put(name, put, condition, cancellation);

    public Task<long> Append(string name, ReadOnlyMemory<byte> data, long expectedLength, CancellationToken cancellation = default) =>
        store.Append(name, data, expectedLength, cancellation);

    public IAsyncEnumerable<BlobProperties> List(string prefix, CancellationToken cancellation = default) => store.List(prefix, cancellation);

    public Task<bool> Delete(string name, BlobCondition condition = default, CancellationToken cancellation = default) => store.Delete(name, condition, cancellation);
}
