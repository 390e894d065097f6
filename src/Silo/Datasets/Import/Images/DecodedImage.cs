using System.Buffers;

namespace DistributedDL.Silo.Datasets.Import.Images;

/// <summary>The pixels of one image, in a lent buffer until it is disposed.</summary>
public sealed class DecodedImage(ImageForm form) : IDisposable
{
    private byte[]? _lent = ArrayPool<byte>.Shared.Rent(form.SizeBytes);

    public ImageForm Form => form;

    /// <summary>Unsigned bytes, <c>[height, width, channels]</c>.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was given back.</exception>
    public Memory<byte> Pixels
    {
        get
        {
            ObjectDisposedException.ThrowIf(_lent is null, this);
            return _lent.AsMemory(0, form.SizeBytes);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _lent, null) is { } lent) ArrayPool<byte>.Shared.Return(lent);
    }
}
