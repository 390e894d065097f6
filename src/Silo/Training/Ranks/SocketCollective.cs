using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DistributedDL.Learning.Training.DataParallel;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>What ranks of several processes do together over their connections.</summary>
/// <param name="blockFloats">An all-reduce is done in blocks of so many, so that the room for what others send is bounded and stays in a cache.</param>
internal abstract class SocketCollective(RankMesh mesh, int blockFloats) : ICollective, IDisposable
{
    private const int MaxPayloadBytes = 16 << 20;

    private float[] _room = [];

    public int Rank => Mesh.Rank;

    public int WorldSize => Mesh.WorldSize;

    /// <inheritdoc cref="RankMesh.SentBytes"/>
    public long SentBytes => Mesh.SentBytes;

    public long ReceivedBytes => Mesh.ReceivedBytes;

    protected RankMesh Mesh { get; } = mesh;

    public void AllReduce(Span<float> values, CancellationToken cancellation)
    {
        if (WorldSize > 1 && values.Length > 0) AllReduceBlocks(values, (int)(((long)values.Length + blockFloats - 1) / blockFloats), cancellation);
    }

    public byte[] Broadcast(ReadOnlySpan<byte> payload, CancellationToken cancellation)
    {
        CheckPayload(Rank == 0 ? payload.Length : 0);
        var bytes = Rank == 0 ? payload.ToArray() : [];
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        FromFirst(length, cancellation);
        if (Rank > 0) bytes = new byte[Length(length, 0)];
        FromFirst(bytes, cancellation);
        return bytes;
    }

    public IReadOnlyList<byte[]> Gather(ReadOnlySpan<byte> payload, CancellationToken cancellation)
    {
        CheckPayload(payload.Length);
        var own = payload.ToArray();
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, own.Length);
        var lengths = ToFirst(length, [.. Enumerable.Repeat(sizeof(int), WorldSize)], cancellation);
        var all = ToFirst(own, [.. lengths.Select((bytes, rank) => Length(bytes, rank))], cancellation);
        return Rank == 0 ? all : [];
    }

    public void Dispose() => Mesh.Dispose();

    /// <param name="blocks">At least 1.</param>
    protected abstract void AllReduceBlocks(Span<float> values, int blocks, CancellationToken cancellation);

    /// <summary>Where a block lies, in floats.</summary>
    protected (int First, int Length) Block(int block, int length) => (block * blockFloats, Math.Min(blockFloats, length - block * blockFloats));

    /// <summary>Room for what others send; what was in it is lost when it grows.</summary>
    protected Span<float> Room(int floats)
    {
        if (_room.Length < floats) _room = GC.AllocateUninitializedArray<float>(floats, pinned: true);
        return _room.AsSpan(0, floats);
    }

    /// <summary>values = the sum in the order of ranks, of the values here and those that others sent.</summary>
    /// <param name="room">One slot of the values' length for each peer, in the order of ranks; the first may be overwritten.</param>
    protected void Sum(Span<float> values, Span<float> room)
    {
        var length = values.Length;
        var sum = Rank == 0 ? values : room[..length];
        for (var rank = 1; rank < WorldSize; rank++)
        {
            var next = rank == Rank ? values : room.Slice((rank < Rank ? rank : rank - 1) * length, length);
            var to = rank == WorldSize - 1 ? values : sum;
            RankSum.Add(sum, next, to);
        }
    }

    private void FromFirst(Span<byte> bytes, CancellationToken cancellation)
    {
        var all = new RankPart(false, 0, bytes.Length);
        foreach (var peer in Mesh.Peers) peer.Begin(Rank == 0 ? all : default, peer.Rank == 0 ? all : default);
        Mesh.Exchange(bytes, [], cancellation);
    }

    private byte[][] ToFirst(byte[] own, int[] lengths, CancellationToken cancellation)
    {
        if (Rank > 0)
        {
            foreach (var peer in Mesh.Peers) peer.Begin(peer.Rank == 0 ? new RankPart(false, 0, own.Length) : default, default);
            Mesh.Exchange(own, [], cancellation);
            return [];
        }
        var all = new byte[WorldSize][];
        all[0] = own;
        var room = new byte[lengths.Skip(1).Sum()];
        var at = 0;
        foreach (var peer in Mesh.Peers)
        {
            peer.Begin(default, new RankPart(true, at, lengths[peer.Rank]));
            at += lengths[peer.Rank];
        }
        Mesh.Exchange([], room, cancellation);
        at = 0;
        for (var rank = 1; rank < WorldSize; rank++)
        {
            all[rank] = room.AsSpan(at, lengths[rank]).ToArray();
            at += lengths[rank];
        }
        return all;
    }

    private static int Length(ReadOnlySpan<byte> bytes, int rank)
    {
        var length = MemoryMarshal.Read<int>(bytes);
        return length is >= 0 and <= MaxPayloadBytes ? length : throw new RankLostException(rank, $"it announced {length} bytes; at most {MaxPayloadBytes}");
    }

    private static void CheckPayload(int length)
    {
        if (length > MaxPayloadBytes) throw new ArgumentException($"{length} bytes; at most {MaxPayloadBytes}", nameof(length));
    }
}
