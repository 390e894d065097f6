using System.Buffers.Binary;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>What stands before everything that goes over a connection of two ranks: what comes, and how much of it. Little-endian.</summary>
/// <param name="Number">Bytes that follow, or the rank that is lost.</param>
internal readonly record struct RankFrame(RankFrame.What Kind, int Number)
{
    public const int Bytes = 8;

    internal enum What
    {
        /// <summary>So many bytes follow.</summary>
        Data = 1,

        /// <summary>The process lives, and its rank computes.</summary>
        Pulse = 2,

        /// <summary>The sender has lost a rank and is about to close.</summary>
        Lost = 3,
    }

    public void Write(Span<byte> to)
    {
        BinaryPrimitives.WriteInt32LittleEndian(to, (int)Kind);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], Number);
    }

    public static RankFrame Read(ReadOnlySpan<byte> from) =>
        new((What)BinaryPrimitives.ReadInt32LittleEndian(from), BinaryPrimitives.ReadInt32LittleEndian(from[4..]));
}
