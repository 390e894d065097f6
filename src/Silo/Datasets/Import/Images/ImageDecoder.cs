using DistributedDL.Contracts.Datasets;
using SkiaSharp;

namespace DistributedDL.Silo.Datasets.Import.Images;

/// <summary>
/// Decodes JPEG, PNG and BMP to unsigned bytes <c>[height, width, channels]</c>: transparency over white, sizes by bilinear
/// sampling of mipmaps, grey as the luma of ITU-R BT.601. Colour profiles and the camera's orientation are left as they are.
/// </summary>
/// <remarks>For any number of threads; of <see cref="LargePixels"/> and more, the process decodes one image at a time.</remarks>
public sealed class ImageDecoder(DatasetImportSpec spec)
{
    /// <summary>Larger images are refused before any pixel is decoded.</summary>
    public const long MaxPixels = 1 << 26;

    /// <summary>So many take 16 MiB while they are decoded.</summary>
    public const long LargePixels = 1 << 22;

    private static readonly SKSamplingOptions Smooth = new(SKFilterMode.Linear, SKMipmapMode.Linear);
    private static readonly Lock OneLarge = new();

    private readonly bool _resize = spec.ImageSize.Count == 2;
    private readonly int _channels = spec.Grey ? 1 : 3;

    /// <summary>Decodes and resizes.</summary>
    /// <exception cref="InvalidDataException">Not a whole image of a known form.</exception>
    public DecodedImage Decode(SKData file)
    {
        using var codec = SKCodec.Create(file) ?? throw new InvalidDataException("it is not a JPEG, PNG or BMP image");
        if (codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Bmp))
            throw new InvalidDataException($"it is a {codec.EncodedFormat} image; JPEG, PNG and BMP are read");
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > MaxPixels) throw new InvalidDataException($"it has {height}×{width} pixels; at most {MaxPixels} are read");
        if ((long)width * height < LargePixels) return DecodePixels(codec);
        lock (OneLarge) return DecodePixels(codec);
    }

    private DecodedImage DecodePixels(SKCodec codec)
    {
        using var decoded = Bitmap(codec.Info.Height, codec.Info.Width);
        if (codec.GetPixels(decoded.Info, decoded.GetPixels()) is not SKCodecResult.Success and var result)
            throw new InvalidDataException(result is SKCodecResult.IncompleteInput ? "the image is cut off" : $"the image is damaged ({result})");
        if (codec.Info.AlphaType is not SKAlphaType.Opaque) LayOverWhite(decoded.GetPixelSpan());
        decoded.NotifyPixelsChanged();
        if (!_resize) return WithoutAlpha(decoded);
        using var resized = Bitmap(spec.ImageSize[0], spec.ImageSize[1]);
        return decoded.ScalePixels(resized, Smooth) ? WithoutAlpha(resized) : throw new InvalidDataException("the image cannot be resized");
    }

    private DecodedImage WithoutAlpha(SKBitmap bitmap)
    {
        var image = new DecodedImage(new ImageForm(bitmap.Height, bitmap.Width, _channels));
        ReadOnlySpan<byte> pixels = bitmap.GetPixelSpan();
        var features = image.Pixels.Span;
        for (int from = 0, to = 0; from < pixels.Length; from += 4, to += _channels)
        {
            // 16-bit weights that sum to 65,536, as Pillow has them.
            if (_channels == 1) features[to] = (byte)((pixels[from] * 19595 + pixels[from + 1] * 38470 + pixels[from + 2] * 7471 + 32768) >> 16);
            else pixels.Slice(from, 3).CopyTo(features[to..]);
        }
        return image;
    }

    private static SKBitmap Bitmap(int height, int width) => new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));

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
