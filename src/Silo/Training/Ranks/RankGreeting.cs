using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>The first bytes of a connection between ranks, and the answer to them; numbers are little-endian.</summary>
/// <param name="From">Ticket of the rank that calls.</param>
/// <param name="To">The rank that it calls.</param>
/// <param name="Memory">Name of the memory that it offers to share; empty when it offers none.</param>
internal sealed record RankGreeting(RankTicket From, int To, Guid Memory = default)
{
    /// <summary>Magic 8, token 16, attempt 4, from 4, to 4, world size 4, length 8, digest 32, memory 16.</summary>
    public const int Bytes = 96;

    /// <summary>Magic 8, verdict 4, 1 when the memory is shared 4.</summary>
    public const int AnswerBytes = 16;

    private static ReadOnlySpan<byte> Magic => "DDLRANK2"u8;

    public byte[] Write()
    {
        var bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        From.Token.TryWriteBytes(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), From.Attempt);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), From.Rank);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(32), To);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(36), From.WorldSize);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), From.Length);
        From.Digest.Span.CopyTo(bytes.AsSpan(48));
        Memory.TryWriteBytes(bytes.AsSpan(80));
        return bytes;
    }

    /// <returns>Null when the bytes are no greeting.</returns>
    public static RankGreeting? Read(ReadOnlySpan<byte> bytes) => !bytes.StartsWith(Magic) || bytes.Length != Bytes ? null : new RankGreeting(
        new RankTicket(new Guid(bytes.Slice(8, 16)), BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[28..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[36..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]), bytes.Slice(48, 32).ToArray()),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[32..]), new Guid(bytes.Slice(80, 16)));

    /// <summary>What the rank with this ticket answers.</summary>
    public RankVerdict Judge(RankTicket own) =>
        !CryptographicOperations.FixedTimeEquals(From.Token.ToByteArray(), own.Token.ToByteArray()) ? RankVerdict.UnknownToken
        : From.Attempt != own.Attempt ? RankVerdict.OtherAttempt
        : From.WorldSize != own.WorldSize || From.Length != own.Length || !From.Digest.Span.SequenceEqual(own.Digest.Span) ? RankVerdict.OtherNetwork
        : To != own.Rank || From.Rank <= own.Rank || From.Rank >= own.WorldSize ? RankVerdict.OtherRank
        : RankVerdict.Accepted;

    public static byte[] Answer(RankVerdict verdict, bool shares)
    {
        var bytes = new byte[AnswerBytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), (int)verdict);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), shares ? 1 : 0);
        return bytes;
    }

    /// <returns>Null when the bytes are no answer.</returns>
    public static (RankVerdict Verdict, bool Shares)? ReadAnswer(ReadOnlySpan<byte> bytes) => !bytes.StartsWith(Magic) || bytes.Length != AnswerBytes ? null
        : ((RankVerdict)BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]) == 1);
}
