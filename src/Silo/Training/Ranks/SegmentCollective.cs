using System.Runtime.InteropServices;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>
/// Each rank owns a segment: it gets that of all, adds, and sends the sum to all (a direct reduce-scatter and all-gather). 2 · (K − 1) / K · length a rank,
/// out and in at once. The sums of a block go out with what is to be added of the next, so that there is one wait a block, and one more.
/// </summary>
internal sealed class SegmentCollective(RankMesh mesh, int blockFloats) : SocketCollective(mesh, blockFloats)
{
    /// <summary>Segments begin at whole vectors.</summary>
    private const int Grain = 16;

    protected override void AllReduceBlocks(Span<float> values, int blocks, CancellationToken cancellation)
    {
        var bytes = MemoryMarshal.AsBytes(values);
        for (var block = 0; block <= blocks; block++)
        {
            var own = block < blocks ? Segment(Rank, block, values.Length) : default;
            var room = Room(own.Length / sizeof(float) * (WorldSize - 1));
            var at = 0;
            foreach (var peer in Mesh.Peers)
            {
                peer.Begin(
                    block > 0 ? Segment(Rank, block - 1, values.Length) : default,
                    block > 0 ? Segment(peer.Rank, block - 1, values.Length) : default,
                    block < blocks ? Segment(peer.Rank, block, values.Length) : default,
                    new RankPart(true, at, own.Length));
                at += own.Length;
            }
            Mesh.Exchange(bytes, MemoryMarshal.AsBytes(room), cancellation);
            if (own.Length > 0) Sum(values.Slice(own.Offset / sizeof(float), own.Length / sizeof(float)), room);
        }
    }

    private RankPart Segment(int rank, int block, int length)
    {
        var (begin, floats) = Block(block, length);
        var size = ((floats + WorldSize - 1) / WorldSize + Grain - 1) / Grain * Grain;
        var first = Math.Min(rank * size, floats);
        return new RankPart(false, (begin + first) * sizeof(float), (Math.Min(first + size, floats) - first) * sizeof(float));
    }
}
