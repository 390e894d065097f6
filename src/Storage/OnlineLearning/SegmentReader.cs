using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Storage.OnlineLearning;

/// <summary>
/// Goes through the frames of a segment. Only what a power loss leaves of an append counts as torn: a frame that the end of the blob
/// cuts off, or one whose last bytes were counted in the length and never written, so that they read as zeros, which the last bytes of a
/// whole frame never are. All other damage is reported.
/// </summary>
/// <param name="length">Bytes to read; what comes after them is of a later moment.</param>
internal sealed class SegmentReader(Stream stream, string blob, long number, long length)
{
    private byte[] _rest = [];

    /// <summary>Where the next frame begins.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the last frame is not whole.</summary>
    public bool IsTorn { get; private set; }

    /// <returns>Null at the end, and where the last frame is torn.</returns>
    /// <exception cref="CorruptBlobException">A frame is damaged.</exception>
    public async ValueTask<JournalFrame?> Next(CancellationToken cancellation)
    {
        var left = length - Offset;
        if (left == 0) return null;
        if (left < JournalFrame.EmptyBytes) return Torn();
        var header = new byte[JournalFrame.HeaderBytes];
        await stream.ReadExactlyAsync(header, cancellation);
        if (JournalFrame.ReadHeader(header, number, Offset) is not { } frame)
            return await IsZeroToEnd(Offset + JournalFrame.HeaderBytes, cancellation) ? Torn() : throw Damage("the checksum of a frame's header is wrong");
        if (left < frame.LengthBytes) return Torn();
        var size = (int)frame.LengthBytes - JournalFrame.HeaderBytes;
        if (_rest.Length < size) _rest = new byte[size];
        await stream.ReadExactlyAsync(_rest.AsMemory(0, size), cancellation);
        if (!JournalFrame.PayloadMatches(header, _rest.AsSpan(0, size - JournalFrame.TrailerBytes), _rest.AsSpan(size - JournalFrame.TrailerBytes, JournalFrame.TrailerBytes)))
        {
            // One append may hold several frames: after the first that was not written whole there is nothing but zeros.
            return !_rest.AsSpan(size - 4, 4).ContainsAnyExcept((byte)0) && await IsZeroToEnd(Offset + frame.LengthBytes, cancellation)
                ? Torn() : throw Damage("the checksum of a frame is wrong");
        }
        Offset += frame.LengthBytes;
        return frame;
    }

    /// <summary>Number of the operation that was read last.</summary>
    public long Operation => BinaryPrimitives.ReadInt64LittleEndian(_rest);

    /// <summary>The record of the frame that was read last.</summary>
    public JournalRecord Record(JournalFrame frame)
    {
        if (frame.Kind == FrameKind.Operation)
            return JournalRecord.OfOperation(Operation, frame.Sequence, _rest.AsSpan(sizeof(long), frame.Examples - sizeof(long)).ToArray());
        var floats = MemoryMarshal.Cast<byte, float>(_rest.AsSpan(0, (int)frame.PayloadBytes));
        var features = frame.Examples * frame.Width;
        return new JournalRecord(frame.Sequence, floats[..features].ToArray(), floats[features..].ToArray());
    }

    /// <param name="before">Bytes before <see cref="Offset"/>.</param>
    public CorruptBlobException Damage(string what, long before = 0) => new(blob, $"at byte {Offset - before}: {what}");

    private JournalFrame? Torn()
    {
        IsTorn = true;
        return null;
    }

    private async Task<bool> IsZeroToEnd(long from, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        for (var left = length - from; left > 0;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellation);
            if (read == 0 || buffer.AsSpan(0, read).ContainsAnyExcept((byte)0)) return false;
            left -= read;
        }
        return true;
    }
}
