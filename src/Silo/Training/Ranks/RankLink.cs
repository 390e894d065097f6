using System.Net;
using System.Net.Sockets;
using DistributedDL.Learning.Training.DataParallel;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>Makes the ranks of an attempt find each other.</summary>
internal static class RankLink
{
    /// <summary>Floats of one block of an all-reduce: measured, see docs/decisions/010-all-reduce.md.</summary>
    public const int BlockFloats = 1 << 19;

    /// <summary>
    /// Connects this rank with all others: it calls those below it, is called by those above it, and returns when all have all connections.
    /// Blocks the calling thread.
    /// </summary>
    /// <param name="listener">This process's; others may call it from now on.</param>
    /// <param name="below">Where the listeners of ranks 0 to Rank − 1 are, in their order; more are not looked at.</param>
    /// <param name="make">The algorithm; segments when null.</param>
    /// <exception cref="RankLostException">A rank that is not there within the limit, or refuses this one.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SocketCollective Join(
        RankListener listener, RankTicket ticket, IReadOnlyList<IPEndPoint> below, CancellationToken cancellation, Func<RankMesh, SocketCollective>? make = null)
    {
        if (ticket.Digest.Length != RankTicket.DigestBytes) throw new ArgumentException($"a digest of {ticket.Digest.Length} bytes, not {RankTicket.DigestBytes}", nameof(ticket));
        if (below.Count < ticket.Rank) throw new ArgumentException($"{below.Count} endpoints for rank {ticket.Rank}", nameof(below));
        var (time, limits) = (listener.Time, listener.Limits);
        var begun = time.GetTimestamp();
        TimeSpan Left() => limits.Join - time.GetElapsedTime(begun) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

        var connected = new List<(int Rank, Socket Socket)>();
        SocketCollective? collective = null;
        var isWhole = false;
        try
        {
            using var expectation = listener.Expect(ticket);
            for (var rank = 0; rank < ticket.Rank; rank++) connected.Add((rank, new RankCall(ticket, rank, below[rank], Left(), time).Connect(cancellation)));
            connected.AddRange(expectation.Take(Left(), time, cancellation));
            var mesh = new RankMesh(ticket.Rank, [.. connected.Select(entry => new RankPeer(entry.Rank, entry.Socket))], limits, time);
            collective = make is null ? new SegmentCollective(mesh, BlockFloats) : make(mesh);
            collective.Meet(Left(), cancellation);
            isWhole = true;
            return collective;
        }
        finally
        {
            if (!isWhole)
            {
                collective?.Dispose();
                foreach (var (_, socket) in connected) socket.Dispose();
            }
        }
    }
}
