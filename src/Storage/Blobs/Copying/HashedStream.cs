using System.Security.Cryptography;

namespace DistributedDL.Storage.Blobs.Copying;

/// <summary>Reads another stream, once and in order, and adds to a hash what it gives.</summary>
/// <param name="atEnd">Told of the digest, in lower-case hex, before the reader knows of the end; what it throws, the reader gets instead.</param>
internal sealed class HashedStream(Stream content, IncrementalHash hash, Action<string> atEnd) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await content.ReadAsync(buffer, cancellationToken);
        return Add(buffer.Span, read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = content.Read(buffer, offset, count);
        return Add(buffer.AsSpan(offset, count), read);
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Add(ReadOnlySpan<byte> buffer, int read)
    {
        hash.AppendData(buffer[..read]);
        if (read == 0 && buffer.Length > 0) atEnd(Convert.ToHexStringLower(hash.GetCurrentHash()));
        return read;
    }
}
