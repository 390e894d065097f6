using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace DistributedDL.Storage.OnlineLearning;

/// <summary>
/// What a segment consists of, all little-endian: magic, kind, sequence, fencing number, examples, width, checksum of these 32 bytes;
/// then features and targets, or number and content of an operation; then the checksum of those, whose last four bytes are never 0. The checksums (XXH3, 64 bits) are seeded with segment and
/// offset, so that a frame in another place is not valid.
/// </summary>
/// <param name="Sequence">Of <see cref="FrameKind.Examples"/> the first one's; otherwise the last one's before the frame.</param>
/// <param name="FencingNumber">Of the writer.</param>
/// <param name="Examples">Of an operation: the bytes of its payload.</param>
internal readonly record struct JournalFrame(FrameKind Kind, long Sequence, long FencingNumber, int Examples = 0, int Width = 0)
{
    public const int HeaderBytes = 40;
    public const int TrailerBytes = 8;
    public const int EmptyBytes = HeaderBytes + TrailerBytes;
    public const long MaxPayloadBytes = 256 << 20;
    private const uint Magic = 0x314A4444; // "DDJ1"
    private const int HashedBytes = 32;

    public long PayloadBytes => Kind == FrameKind.Operation ? Examples : Examples * (Width + 1L) * sizeof(float);

    public long LengthBytes => EmptyBytes + PayloadBytes;

    /// <param name="to">Exactly <see cref="LengthBytes"/> long.</param>
    public void Write(Span<byte> to, long segment, long offset, JournalRecord? record = null)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(to[4..], (uint)Kind);
        BinaryPrimitives.WriteInt64LittleEndian(to[8..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(to[16..], FencingNumber);
        BinaryPrimitives.WriteInt32LittleEndian(to[24..], Examples);
        BinaryPrimitives.WriteInt32LittleEndian(to[28..], Width);
        var header = Hash(to[..HashedBytes], Seed(segment, offset));
        BinaryPrimitives.WriteUInt64LittleEndian(to[HashedBytes..], header);
        var payload = to[HeaderBytes..^TrailerBytes];
        if (record is not null) WritePayload(payload, record);
        BinaryPrimitives.WriteUInt64LittleEndian(to[^TrailerBytes..], Hash(payload, (long)header));
    }

    /// <returns>The frame of a record.</returns>
    public static JournalFrame Of(JournalRecord record, long fencingNumber) => record.Operation > 0
        ? new(FrameKind.Operation, record.LastSequence, fencingNumber, (int)record.PayloadBytes)
        : new(FrameKind.Examples, record.FirstSequence, fencingNumber, record.Examples, record.Features.Length / record.Examples);

    /// <returns>Null when the checksum or a field is wrong.</returns>
    public static JournalFrame? ReadHeader(ReadOnlySpan<byte> header, long segment, long offset)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(header[HashedBytes..]) != Hash(header[..HashedBytes], Seed(segment, offset))) return null;
        var frame = new JournalFrame(
            (FrameKind)BinaryPrimitives.ReadUInt32LittleEndian(header[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[28..]));
        var sound = BinaryPrimitives.ReadUInt32LittleEndian(header) == Magic && Enum.IsDefined(frame.Kind)
            && frame is { Examples: >= 0 and <= (int)MaxPayloadBytes, Width: >= 0 and < (int)MaxPayloadBytes, PayloadBytes: <= MaxPayloadBytes };
        return sound ? frame : null;
    }

    public static bool PayloadMatches(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> trailer) =>
        BinaryPrimitives.ReadUInt64LittleEndian(trailer) == Hash(payload, BinaryPrimitives.ReadInt64LittleEndian(header[HashedBytes..]));

    private static void WritePayload(Span<byte> payload, JournalRecord record)
    {
        if (record.Operation > 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(payload, record.Operation);
            record.Content.Span.CopyTo(payload[sizeof(long)..]);
            return;
        }
        // Every platform of TorchSharp is little-endian, and so the floats' memory is their stored form.
        MemoryMarshal.AsBytes(record.Features.Span).CopyTo(payload);
        MemoryMarshal.AsBytes(record.Targets.Span).CopyTo(payload[(record.Features.Length * sizeof(float))..]);
    }

    private static long Seed(long segment, long offset) => (segment << 32) ^ offset;

    private static ulong Hash(ReadOnlySpan<byte> bytes, long seed) =>
        XxHash3.HashToUInt64(bytes, seed) is var hash && hash >> 32 == 0 ? hash | 1UL << 32 : hash;
}
