using DistributedDL.Contracts.Datasets;
using SkiaSharp;

namespace DistributedDL.Silo.Datasets.Import.Images;

/// <summary>
/// Decodes JPEG, PNG and BMP to unsigned bytes <c>[height, width, channels]</c>: transparency over white, sizes by bilinear
/// sampling of mipmaps, grey as the luma of ITU-R BT.601. Colour profiles and the camera's orientation are left as they are.
/// </summary>
public sealed class ImageDecoder(DatasetImportSpec spec) : IDisposable
{
    /// <summary>Larger images are refused before any pixel is decoded.</summary>
    public const long MaxPixels = 1 << 26;

    private static readonly SKSamplingOptions Smooth = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    private readonly bool _resize = spec.ImageSize.Count == 2;
    private readonly int _channels = spec.Grey ? 1 : 3;
    private SKBitmap _decoded = new();
    private SKBitmap _resized = new();

    /// <summary>The form of the last decoded image.</summary>
    public ImageForm Form => new(Last.Height, Last.Width, _channels);

    private SKBitmap Last => _resize ? _resized : _decoded;

    /// <summary>Decodes and resizes.</summary>
    /// <exception cref="InvalidDataException">Not a whole image of a known form.</exception>
    public void Decode(ReadOnlySpan<byte> file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data) ?? throw new InvalidDataException("it is not a JPEG, PNG or BMP image");
        if (codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Bmp))
            throw new InvalidDataException($"it is a {codec.EncodedFormat} image; JPEG, PNG and BMP are read");
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > MaxPixels) throw new InvalidDataException($"it has {height}×{width} pixels; at most {MaxPixels} are read");
        Allocate(ref _decoded, height, width);
        if (codec.GetPixels(_decoded.Info, _decoded.GetPixels()) is not SKCodecResult.Success and var result)
            throw new InvalidDataException(result is SKCodecResult.IncompleteInput ? "the image is cut off" : $"the image is damaged ({result})");
        if (codec.Info.AlphaType is not SKAlphaType.Opaque) LayOverWhite(_decoded.GetPixelSpan());
        _decoded.NotifyPixelsChanged();
        if (!_resize) return;
        Allocate(ref _resized, spec.ImageSize[0], spec.ImageSize[1]);
        if (!_decoded.ScalePixels(_resized, Smooth)) throw new InvalidDataException("the image cannot be resized");
    }

    /// <summary>Writes the last decoded image.</summary>
    /// <param name="features">Of <see cref="ImageForm.SizeBytes"/>.</param>
    public void CopyTo(Span<byte> features)
    {
        var pixels = Last.GetPixelSpan();
        for (int from = 0, to = 0; from < pixels.Length; from += 4, to += _channels)
        {
            // 16-bit weights that sum to 65,536, as Pillow has them.
            if (_channels == 1) features[to] = (byte)((pixels[from] * 19595 + pixels[from + 1] * 38470 + pixels[from + 2] * 7471 + 32768) >> 16);
            else pixels.Slice(from, 3).CopyTo(features[to..]);
        }
    }

    public void Dispose()
    {
        _decoded.Dispose();
        _resized.Dispose();
    }

    private static void Allocate(ref SKBitmap bitmap, int height, int width)
    {
        if (bitmap.Width == width && bitmap.Height == height) return;
        bitmap.Dispose();
        bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
    }

    private static void LayOverWhite(Span<byte> premultiplied)
    {
        for (var i = 0; i < premultiplied.Length; i += 4)
        {
            var white = (byte)(255 - premultiplied[i + 3]);
            for (var c = i; c < i + 3; c++) premultiplied[c] += white;
            premultiplied[i + 3] = 255;
        }
    }
}
