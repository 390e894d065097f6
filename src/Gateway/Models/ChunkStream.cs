using DistributedDL.Client.Models;
using DistributedDL.Contracts.Errors;
using DistributedDL.Gateway.Datasets;
using Grpc.Core;

namespace DistributedDL.Gateway.Models;

/// <summary>The bytes of a file that a client streams, as they come; exactly as many as were announced.</summary>
internal sealed class ChunkStream(IAsyncStreamReader<ImportVersionRequest> requests, long lengthBytes) : Stream
{
    private ReadOnlyMemory<byte> _rest;
    private long _received;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => lengthBytes;

    public override long Position { get => _received - _rest.Length; set => throw new NotSupportedException(); }

    /// <exception cref="InvalidArgumentException">More or fewer bytes than were announced, or something else than bytes.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_rest.IsEmpty)
        {
            if (!await requests.MoveNext(cancellationToken))
            {
                return _received == lengthBytes
                    ? 0
                    : throw new InvalidArgumentException("spec.length_bytes", $"{lengthBytes} bytes were announced, {_received} came");
            }
            _rest = Take(requests.Current);
        }
        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("bytes come asynchronously");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private ReadOnlyMemory<byte> Take(ImportVersionRequest request)
    {
        if (request.PartCase != ImportVersionRequest.PartOneofCase.Chunk)
            throw new InvalidArgumentException("chunk", "after the spec come the file's bytes alone");
        var chunk = request.Chunk.Memory;
        if (chunk.Length > ImportValidation.MaxChunkBytes) throw new InvalidArgumentException("chunk", $"{chunk.Length} bytes are above {ImportValidation.MaxChunkBytes}");
        _received += chunk.Length;
        return _received <= lengthBytes ? chunk : throw new InvalidArgumentException("spec.length_bytes", $"{lengthBytes} bytes were announced, more came");
    }
}
