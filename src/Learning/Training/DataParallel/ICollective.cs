namespace DistributedDL.Learning.Training.DataParallel;

/// <summary>
/// What the ranks of one run do together. Every rank makes the same calls in the same order; a call returns when this rank's part is done.
/// Synchronous, and used by one thread.
/// </summary>
/// <remarks>Whatever throws leaves the collective useless; the run goes on from its checkpoint with a new one.</remarks>
public interface ICollective
{
    /// <summary>This one's number, from 0.</summary>
    int Rank { get; }

    int WorldSize { get; }

    /// <summary>Puts the sum over all ranks, added in the order of ranks, in the place of the values; the same bits on every rank.</summary>
    /// <param name="values">As many on every rank.</param>
    /// <exception cref="RankLostException">Another rank is gone.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while waiting for others.</exception>
    void AllReduce(Span<float> values, CancellationToken cancellation);

    /// <summary>Gives every rank the payload of rank 0.</summary>
    /// <param name="payload">Of rank 0, at most 16 MB; not looked at on others.</param>
    /// <exception cref="RankLostException">Another rank is gone.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while waiting for others.</exception>
    byte[] Broadcast(ReadOnlySpan<byte> payload, CancellationToken cancellation);

    /// <summary>Gives rank 0 the payloads of all, in the order of ranks; others get none.</summary>
    /// <param name="payload">At most 16 MB.</param>
    /// <exception cref="RankLostException">Another rank is gone.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while waiting for others.</exception>
    IReadOnlyList<byte[]> Gather(ReadOnlySpan<byte> payload, CancellationToken cancellation);
}
