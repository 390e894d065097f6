using System.Runtime.InteropServices;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>All send to rank 0, which adds and sends the sum to all: 2 · length a rank, and 2 · (K − 1) · length over the links of rank 0.</summary>
internal sealed class ReducerCollective(RankMesh mesh, int blockFloats) : SocketCollective(mesh, blockFloats)
{
    protected override void AllReduceBlocks(Span<float> values, int blocks, CancellationToken cancellation)
    {
        for (var block = 0; block < blocks; block++)
        {
            var (first, length) = Block(block, values.Length);
            AllReduceBlock(values.Slice(first, length), cancellation);
        }
    }

    private void AllReduceBlock(Span<float> values, CancellationToken cancellation)
    {
        var bytes = MemoryMarshal.AsBytes(values);
        var all = new RankPart(false, 0, bytes.Length);
        if (Rank > 0)
        {
            foreach (var peer in Mesh.Peers) peer.Begin(peer.Rank == 0 ? all : default, default);
            Mesh.Exchange(bytes, [], cancellation);
            foreach (var peer in Mesh.Peers) peer.Begin(default, peer.Rank == 0 ? all : default);
            Mesh.Exchange(bytes, [], cancellation);
            return;
        }
        var room = Room(values.Length * (WorldSize - 1));
        foreach (var peer in Mesh.Peers) peer.Begin(default, new RankPart(true, (peer.Rank - 1) * bytes.Length, bytes.Length));
        Mesh.Exchange(bytes, MemoryMarshal.AsBytes(room), cancellation);
        Sum(values, room);
        foreach (var peer in Mesh.Peers) peer.Begin(all, default);
        Mesh.Exchange(bytes, [], cancellation);
    }
}
