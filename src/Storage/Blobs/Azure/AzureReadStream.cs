using System.Net.Http.Headers;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace DistributedDL.Storage.Blobs.Azure;

/// <summary>
/// Reads one state of a blob: what was appended since is not seen, and a range of a blob that was replaced since is refused
/// (<see cref="BlobConditionException"/>) rather than mixed.
/// </summary>
/// <remarks>Each range is asked for with If-Match. An append changes the ETag too: then the range is taken where the metadata say that bytes were only added.</remarks>
internal sealed class AzureReadStream : Stream
{
    private const int ChunkBytes = 4 << 20;

    private readonly AzureBlob _blob;
    private readonly BlobBaseClient _client;
    private Stream? _open;
    private long _openAt;
    private long _openEnd;
    private long _position;

    public AzureReadStream(AzureBlob blob)
    {
        _blob = blob;
        _client = blob.Container.GetBlobBaseClient(blob.Blob);
    }

    /// <summary>Opens whatever is there with the request that brings its first bytes, so that a small blob is read whole however often it is replaced.</summary>
    /// <returns>Nothing when there is no such blob, or it is empty; the body that it points to instead of a stream.</returns>
    public static async Task<(AzureReadStream? Stream, string? Body)> Open(BlobContainerClient container, string blob, string name, CancellationToken cancellation)
    {
        if (await Download(container.GetBlobBaseClient(blob), new HttpRange(0, ChunkBytes), null, cancellation) is not { } first) return default;
        var details = first.Details;
        if (details.Metadata.TryGetValue(AzureBlob.BodyKey, out var body))
        {
            await first.Content.DisposeAsync();
            return (null, body);
        }
        details.Metadata.TryGetValue(AzureBlob.WriteKey, out var write);
        var total = ContentRangeHeaderValue.TryParse(details.ContentRange, out var range) ? range.Length ?? details.ContentLength : details.ContentLength;
        var found = new AzureBlob(container, blob, name, total, AzureBlob.Text(details.ETag), details.BlobType == BlobType.Append, details.BlobCommittedBlockCount, write, AzureBlob.OriginOf(details.Metadata));
        return (new AzureReadStream(found) { _open = first.Content, _openEnd = details.ContentLength }, null);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _blob.Length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <exception cref="BlobConditionException">The blob was replaced since.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _position >= Length) return 0;
        if (_open is null || _openAt != _position || _openAt == _openEnd) await Open(buffer.Length, cancellationToken);
        var read = await AzureCall.Run(() => _open!.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _openEnd - _openAt)], cancellationToken).AsTask(), cancellationToken);
        if (read == 0) throw new EndOfStreamException($"blob '{_blob.Name}' ends at byte {_position} of {Length}");
        _position = _openAt += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _open?.Dispose();
        base.Dispose(disposing);
    }

    private async Task Open(int wanted, CancellationToken cancellation)
    {
        if (_open is not null) await _open.DisposeAsync();
        _open = null;
        // A chunk a request bounds how long one response lasts; a retry goes on within it.
        var length = Math.Min(Math.Max(wanted, ChunkBytes), Length - _position);
        var range = new HttpRange(_position, length);
        if (await Download(_client, range, _blob.IsUnchanged, cancellation) is not { } response)
        {
            response = _blob.Origin is null ? null : await Download(_client, range, null, cancellation);
            if (response is null || AzureBlob.OriginOf(response.Details.Metadata) != _blob.Origin)
            {
                if (response is not null) await response.Content.DisposeAsync();
                throw new BlobConditionException(_blob.Name, $"ETag {_blob.ETag}", response is null ? null : AzureBlob.Text(response.Details.ETag), null);
            }
        }
        (_open, _openAt, _openEnd) = (response.Content, _position, _position + length);
    }

    /// <returns>Null when the condition does not hold, or when there is no such blob or range.</returns>
    private static async Task<BlobDownloadStreamingResult?> Download(BlobBaseClient client, HttpRange range, BlobRequestConditions? conditions, CancellationToken cancellation)
    {
        try
        {
            var options = new BlobDownloadOptions { Range = range, Conditions = conditions };
            return (await AzureCall.Run(() => client.DownloadStreamingAsync(options, cancellation), cancellation)).Value;
        }
        catch (RequestFailedException e) when (AzureCall.IsRefusal(e) || e.Status == 416)
        {
            return null;
        }
    }
}
