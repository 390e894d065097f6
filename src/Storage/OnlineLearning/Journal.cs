using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.OnlineLearning;

/// <summary>
/// The append-only log of what an online session has acknowledged, in segments. A record is length-prefixed and checksummed;
/// it holds one group of examples, so that a replay makes the same micro-batches.
/// Single writer: an append at a length that is not the expected one throws, and the journal must be opened again.
/// </summary>
public sealed class Journal
{
    /// <summary>Opens or begins a journal. A torn last record, which was never acknowledged, is cut off.</summary>
    /// <param name="folder">First part of the blob names, as in <c>sessions/s1/journal</c>.</param>
    /// <exception cref="Contracts.Errors.CorruptBlobException">Damage that is not a torn last record; names segment and offset.</exception>
    public static Task<Journal> Open(IBlobStore store, string folder, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Sequence number of the last example in it; 0 when empty.</summary>
    public long LastSequence => throw new NotImplementedException();

    /// <summary>Appends a record and flushes it; when this returns, the record is durable.</summary>
    /// <exception cref="BlobConditionException">Another writer has appended.</exception>
    public Task Append(JournalRecord record, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Records whose last sequence number is above <paramref name="afterSequence"/>, in order.</summary>
    public IAsyncEnumerable<JournalRecord> Read(long afterSequence, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Removes segments that hold nothing after <paramref name="sequence"/>; call it after a checkpoint at that sequence is durable.</summary>
    public Task TruncateThrough(long sequence, CancellationToken cancellation = default) => throw new NotImplementedException();
}
