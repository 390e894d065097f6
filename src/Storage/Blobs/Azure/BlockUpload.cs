using System.Buffers;
using System.Buffers.Binary;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace DistributedDL.Storage.Blobs.Azure;

/// <summary>
/// Content on its way into a block blob: small content as one request, larger content as staged blocks and a commit. Before the commit
/// nothing is to be seen of it, and it holds one block in memory.
/// </summary>
internal sealed class BlockUpload(Stream content, string id) : IDisposable
{
    public const int BlockBytes = 4 << 20;

    private readonly List<string> _staged = [];
    private byte[] _buffer = [];
    private int _filled;
    private long _length;
    private bool _ended;
    private string? _target;

    /// <summary>Reads the first block.</summary>
    public async Task Begin(CancellationToken cancellation)
    {
        var known = content.CanSeek ? Math.Clamp(content.Length - content.Position, 1, BlockBytes) : BlockBytes;
        _buffer = ArrayPool<byte>.Shared.Rent((int)known);
        await Fill(cancellation);
        // Exactly full may be the whole: one more byte tells.
        if (_filled == _buffer.Length && _filled < BlockBytes) await Grow(cancellation);
    }

    /// <summary>Whether the content can go to this blob: staged blocks belong to the one they were staged for.</summary>
    public bool Fits(BlockBlobClient target) => _target is null || _target == target.Uri.AbsolutePath;

    /// <exception cref="Azure.RequestFailedException">A condition does not hold, or the blob is of another kind.</exception>
    public async Task<(string ETag, long Length)> WriteTo(BlockBlobClient target, BlobRequestConditions? conditions, CancellationToken cancellation)
    {
        var metadata = new Dictionary<string, string> { [AzureBlob.WriteKey] = id };
        if (_ended && _staged.Count == 0)
        {
            using var whole = new MemoryStream(_buffer, 0, _filled, writable: false);
            var options = new BlobUploadOptions { Conditions = conditions, Metadata = metadata };
            var put = await AzureCall.Run(() => target.UploadAsync(whole, options, cancellation), cancellation);
            return (AzureBlob.Text(put.Value.ETag), _filled);
        }
        while (_filled > 0)
        {
            await StageFilled(target, cancellation);
            await Fill(cancellation);
        }
        var commit = new CommitBlockListOptions { Conditions = conditions, Metadata = metadata };
        var committed = await AzureCall.Run(() => target.CommitBlockListAsync(_staged, commit, cancellation), cancellation);
        return (AzureBlob.Text(committed.Value.ETag), _length);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    /// <summary>All ids of a blob's blocks have one length, or the service refuses them.</summary>
    public static string BlockId(string write, int number)
    {
        Span<byte> bytes = stackalloc byte[20];
        Guid.ParseExact(write, "N").TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes[16..], number);
        return Convert.ToBase64String(bytes);
    }

    private async Task StageFilled(BlockBlobClient target, CancellationToken cancellation)
    {
        var block = BlockId(id, _staged.Count);
        using var bytes = new MemoryStream(_buffer, 0, _filled, writable: false);
        await AzureCall.Run(() => target.StageBlockAsync(block, bytes, new BlockBlobStageBlockOptions(), cancellation), cancellation);
        _target = target.Uri.AbsolutePath;
        _staged.Add(block);
        _length += _filled;
        _filled = 0;
    }

    private async Task Fill(CancellationToken cancellation)
    {
        while (!_ended && _filled < Math.Min(_buffer.Length, BlockBytes))
        {
            var read = await content.ReadAsync(_buffer.AsMemory(_filled, Math.Min(_buffer.Length, BlockBytes) - _filled), cancellation);
            _ended = read == 0;
            _filled += read;
        }
    }

    private async Task Grow(CancellationToken cancellation)
    {
        var larger = ArrayPool<byte>.Shared.Rent(BlockBytes);
        _buffer.AsSpan(0, _filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        await Fill(cancellation);
    }
}
