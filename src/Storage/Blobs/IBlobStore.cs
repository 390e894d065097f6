namespace DistributedDL.Storage.Blobs;

/// <summary>
/// The one seam to durable bytes. Names are <c>/</c>-separated paths of letters, digits and <c>. _ - @ =</c>; no empty part, no <c>..</c>.
/// When a writing call returns, its effect survives a crash of the process and of the machine.
/// A put is whole or absent: a reader never sees part of one.
/// A store that is reached over a network throws <see cref="Contracts.Errors.StoreUnavailableException"/> from any call when it is not reached; whether a
/// write was done is unknown then, and the same caller's next write under the same condition (an append: the same bytes) finds out and succeeds.
/// </summary>
public interface IBlobStore
{
    /// <returns>Null when there is no such blob.</returns>
    Task<BlobProperties?> GetProperties(string name, CancellationToken cancellation = default);

    /// <summary>Opens a blob for reading from its start; the stream can seek.</summary>
    /// <exception cref="BlobNotFoundException">There is no such blob.</exception>
    Task<Stream> OpenRead(string name, CancellationToken cancellation = default);

    /// <summary>Writes a whole blob from a stream that is read to its end; nothing is kept when reading it throws.</summary>
    /// <exception cref="BlobConditionException">The condition does not hold.</exception>
    Task<BlobProperties> Put(string name, Stream content, BlobCondition condition = default, CancellationToken cancellation = default);

    /// <summary>
    /// Appends to a blob, which is created when <paramref name="expectedLength"/> is 0 and there is none. No bytes appended to a blob that is there
    /// leave it as it is, with its ETag.
    /// </summary>
    /// <returns>The new length in bytes.</returns>
    /// <exception cref="BlobConditionException">The blob is not <paramref name="expectedLength"/> bytes long: another writer was here. Nothing was appended.</exception>
    Task<long> Append(string name, ReadOnlyMemory<byte> data, long expectedLength, CancellationToken cancellation = default);

    /// <summary>Blobs whose names begin with <paramref name="prefix"/>, in ordinal order of their names.</summary>
    IAsyncEnumerable<BlobProperties> List(string prefix, CancellationToken cancellation = default);

    /// <returns>False when there was no such blob.</returns>
    /// <exception cref="BlobConditionException">The condition does not hold.</exception>
    Task<bool> Delete(string name, BlobCondition condition = default, CancellationToken cancellation = default);
}
