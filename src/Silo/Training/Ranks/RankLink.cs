using System.Net;
using System.Net.Sockets;
using DistributedDL.Learning.Training.DataParallel;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>Makes the ranks of an attempt find each other.</summary>
internal static class RankLink
{
    /// <summary>Floats of one block of an all-reduce, where something of it goes over TCP: measured, see docs/decisions/010-all-reduce.md.</summary>
    public const int BlockFloats = 1 << 19;

    /// <summary>The same where all ranks share memory: a wait costs next to nothing there, and a small block stays in a processor's own cache.</summary>
    public const int SharedBlockFloats = 1 << 16;

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

        var connected = new List<RankConnection>();
        RankMesh? mesh = null;
        var isWhole = false;
        try
        {
            using var expectation = listener.Expect(ticket);
            for (var rank = 0; rank < ticket.Rank; rank++) connected.Add(new RankCall(ticket, rank, below[rank], listener.SharesMemory, Left(), time).Connect(cancellation));
            connected.AddRange(expectation.Take(Left(), time, cancellation));
            mesh = new RankMesh(ticket.Rank, [.. connected.Select(other => new RankPeer(other.Rank, other.ToWire(isCaller: other.Rank < ticket.Rank)))], limits, time);
            var shares = mesh.Meet(Left(), cancellation);
            var collective = make is null ? new SegmentCollective(mesh, shares ? SharedBlockFloats : BlockFloats) : make(mesh);
            isWhole = true;
            return collective;
        }
        finally
        {
            if (!isWhole)
            {
                mesh?.Dispose();
                foreach (var other in connected) other.Dispose();
            }
        }
    }
}
