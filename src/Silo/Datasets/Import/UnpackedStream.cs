using System.Buffers.Binary;
using System.IO.Compression;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>
/// The bytes of a file, unpacked when it is gzip (RFC 1952). <see cref="GZipStream"/> ends silently where a file was cut off,
/// so the length that the last four bytes of the file promise is checked at the end.
/// </summary>
public sealed class UnpackedStream : Stream
{
    private readonly GZipStream _unpacked;
    private readonly uint _promisedLength;
    private long _read;

    private UnpackedStream(Stream packed, uint promisedLength)
    {
        _unpacked = new GZipStream(packed, CompressionMode.Decompress);
        _promisedLength = promisedLength;
    }

    /// <param name="stored">At its start, able to seek; owned by the result.</param>
    public static async Task<Stream> Open(Stream stored, CancellationToken cancellation)
    {
        var magic = new byte[2];
        var packed = await stored.ReadAtLeastAsync(magic, 2, throwOnEndOfStream: false, cancellation) == 2 && magic is [0x1f, 0x8b];
        var promised = new byte[4];
        if (packed && stored.Length >= 18)
        {
            stored.Seek(-4, SeekOrigin.End);
            await stored.ReadExactlyAsync(promised, cancellation);
        }
        stored.Seek(0, SeekOrigin.Begin);
        return packed ? new UnpackedStream(stored, BinaryPrimitives.ReadUInt32LittleEndian(promised)) : stored;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await _unpacked.ReadAsync(buffer, cancellationToken), buffer.Length);

    public override int Read(Span<byte> buffer) => Count(_unpacked.Read(buffer), buffer.Length);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    private int Count(int read, int asked)
    {
        _read += read;
        if (read == 0 && asked > 0 && (uint)_read != _promisedLength)
            throw new InvalidDataException($"the gzip data are cut off, or are several packed files in one: {_read} bytes came out, {_promisedLength} were promised");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _read; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
