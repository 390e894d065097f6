using System.Runtime.InteropServices;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>
/// Each rank owns a segment: it gets that of all, adds, and sends the sum to all (a direct reduce-scatter and all-gather). 2 · (K − 1) / K · length a rank,
/// out and in at once, in two waits.
/// </summary>
internal sealed class SegmentCollective(RankMesh mesh, int blockFloats) : SocketCollective(mesh, blockFloats)
{
    /// <summary>Segments begin at whole vectors.</summary>
    private const int Grain = 16;

    protected override void AllReduceBlock(Span<float> values, CancellationToken cancellation)
    {
        var bytes = MemoryMarshal.AsBytes(values);
        var own = Segment(Rank, values.Length);
        var room = Room(own.Length / sizeof(float) * (WorldSize - 1));
        var at = 0;
        foreach (var peer in Mesh.Peers)
        {
            peer.Begin(Segment(peer.Rank, values.Length), new RankPart(true, at, own.Length));
            at += own.Length;
        }
        Mesh.Exchange(bytes, MemoryMarshal.AsBytes(room), cancellation);
        Sum(values.Slice(own.Offset / sizeof(float), own.Length / sizeof(float)), room);
        foreach (var peer in Mesh.Peers) peer.Begin(own, Segment(peer.Rank, values.Length));
        Mesh.Exchange(bytes, [], cancellation);
    }

    private RankPart Segment(int rank, int length)
    {
        var size = ((length + WorldSize - 1) / WorldSize + Grain - 1) / Grain * Grain;
        var first = Math.Min(rank * size, length);
        return new RankPart(false, first * sizeof(float), (Math.Min(first + size, length) - first) * sizeof(float));
    }
}
