namespace DistributedDL.Storage.Blobs;

/// <summary>Blobs as files below a directory that one process holds locked.</summary>
public sealed class DirectoryBlobStore : IBlobStore, IDisposable
{
    /// <summary>Creates the directory where needed and locks it.</summary>
    /// <param name="time">Source of ETags' times.</param>
    /// <exception cref="StoreLockedException">Another process holds it; says which.</exception>
    /// <exception cref="IOException">The directory cannot be created or written; names it.</exception>
    public DirectoryBlobStore(string directory, TimeProvider time) => throw new NotImplementedException();

    public Task<BlobProperties?> GetProperties(string name, CancellationToken cancellation = default) => throw new NotImplementedException();

    public Task<Stream> OpenRead(string name, CancellationToken cancellation = default) => throw new NotImplementedException();

    public Task<BlobProperties> Put(string name, Stream content, BlobCondition condition = default, CancellationToken cancellation = default) => throw new NotImplementedException();

    public Task<long> Append(string name, ReadOnlyMemory<byte> data, long expectedLength, CancellationToken cancellation = default) => throw new NotImplementedException();

    public IAsyncEnumerable<BlobProperties> List(string prefix, CancellationToken cancellation = default) => throw new NotImplementedException();

    public Task<bool> Delete(string name, BlobCondition condition = default, CancellationToken cancellation = default) => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();
}
