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
            return await IsZeroToEnd(cancellation) ? Torn() : throw Damage("the checksum of a frame's header is wrong");
        if (left < frame.LengthBytes) return Torn();
        var size = (int)frame.LengthBytes - JournalFrame.HeaderBytes;
        if (_rest.Length < size) _rest = new byte[size];
        await stream.ReadExactlyAsync(_rest.AsMemory(0, size), cancellation);
        var payload = _rest.AsSpan(0, size - JournalFrame.TrailerBytes);
        var trailer = _rest.AsSpan(payload.Length, JournalFrame.TrailerBytes);
        if (!JournalFrame.PayloadMatches(header, payload, trailer))
            return left == frame.LengthBytes && !trailer[4..].ContainsAnyExcept((byte)0) ? Torn() : throw Damage("the checksum of a frame is wrong");
        Offset += frame.LengthBytes;
        return frame;
    }

    /// <summary>The record of the frame that was read last.</summary>
    public JournalRecord Record(JournalFrame frame)
    {
        var floats = MemoryMarshal.Cast<byte, float>(_rest.AsSpan(0, (int)frame.PayloadBytes));
        var features = frame.Examples * frame.Width;
        return new JournalRecord(frame.Sequence, floats[..features].ToArray(), floats[features..].ToArray());
    }

    public CorruptBlobException Damage(string what) => new(blob, $"at byte {Offset}: {what}");

    private JournalFrame? Torn()
    {
        IsTorn = true;
        return null;
    }

    private async Task<bool> IsZeroToEnd(CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        for (var left = length - Offset - JournalFrame.HeaderBytes; left > 0;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellation);
            if (read == 0 || buffer.AsSpan(0, read).ContainsAnyExcept((byte)0)) return false;
            left -= read;
        }
        return true;
    }
}
