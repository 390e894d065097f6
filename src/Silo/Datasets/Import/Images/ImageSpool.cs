using System.Runtime.CompilerServices;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.Datasets.Import.Images;

/// <summary>
/// The pixels of an import's images, one image after another, in a blob beside its uploads: the second pass reads what the first has
/// decoded. What a crash leaves goes with the uploads.
/// </summary>
public sealed class ImageSpool : IAsyncDisposable
{
    /// <summary>Held in memory before it is written.</summary>
    public const int BufferBytes = 4 << 20;

    private readonly IBlobStore _blobs;
    private readonly string _name;
    private byte[] _buffer = new byte[BufferBytes];
    private int _filled;
    private long _written;

    private ImageSpool(IBlobStore blobs, string name) => (_blobs, _name) = (blobs, name);

    /// <summary>Images added.</summary>
    public long Images { get; private set; }

    public static async Task<ImageSpool> Create(IBlobStore blobs, string name, CancellationToken cancellation)
    {
        await blobs.Delete(name, cancellation: cancellation);
        return new ImageSpool(blobs, name);
    }

    /// <param name="pixels">Of the same length for every image.</param>
    public async ValueTask Add(ReadOnlyMemory<byte> pixels, CancellationToken cancellation)
    {
        Images++;
        while (!pixels.IsEmpty)
        {
            var part = pixels[..Math.Min(pixels.Length, BufferBytes - _filled)];
            part.CopyTo(_buffer.AsMemory(_filled));
            _filled += part.Length;
            pixels = pixels[part.Length..];
            if (_filled == BufferBytes) await Flush(cancellation);
        }
    }

    /// <summary>After the last image, before any is read.</summary>
    public async Task Complete(CancellationToken cancellation)
    {
        if (_filled > 0) await Flush(cancellation);
        _buffer = [];
    }

    /// <summary>Reads images that follow one another; each is valid until the next.</summary>
    /// <param name="first">Counted from 0.</param>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> Read(long first, long count, int imageBytes, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = await _blobs.OpenRead(_name, cancellation);
        stream.Seek(first * imageBytes, SeekOrigin.Begin);
        var image = new byte[imageBytes];
        for (var i = 0L; i < count; i++)
        {
            await stream.ReadExactlyAsync(image, cancellation);
            yield return image;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _blobs.Delete(_name);
        }
        catch (Exception)
        {
            // A whole import must not fail for what the removal of its uploads takes away too.
        }
    }

    private async Task Flush(CancellationToken cancellation)
    {
        _written = await _blobs.Append(_name, _buffer.AsMemory(0, _filled), _written, cancellation);
        _filled = 0;
    }
}
