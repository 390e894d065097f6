using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.Tests.Blobs.Copying;

/// <summary>A store that gives other bytes than it was given: the last bit of each blob is turned over when it is read.</summary>
internal sealed class MisreadStore(IBlobStore store) : IBlobStore
{
    public async Task<Stream> OpenRead(string name, CancellationToken cancellation = default)
    {
        var bytes = await store.ReadAll(name, cancellation);
        bytes[^1] ^= 1;
        return new MemoryStream(bytes);
    }

    public Task<BlobProperties?> GetProperties(string name, CancellationToken cancellation = default) => store.GetProperties(name, cancellation);

    public Task<BlobProperties> Put(string name, Stream content, BlobCondition condition = default, CancellationToken cancellation = default) =>
        store.Put(name, content, condition, cancellation);

    public Task<long> Append(string name, ReadOnlyMemory<byte> data, long expectedLength, CancellationToken cancellation = default) =>
        store.Append(name, data, expectedLength, cancellation);

    public IAsyncEnumerable<BlobProperties> List(string prefix, CancellationToken cancellation = default) => store.List(prefix, cancellation);

    public Task<bool> Delete(string name, BlobCondition condition = default, CancellationToken cancellation = default) => store.Delete(name, condition, cancellation);
}
