using System.IO.Compression;
using SkiaSharp;

namespace DistributedDL.Silo.Tests.Datasets.Import.Images;

/// <summary>Small images and zips of them.</summary>
internal static class Pictures
{
    public static byte[] Plain(int height, int width, SKColor colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png) =>
        Drawn(height, width, (_, _) => colour, format);

    public static byte[] Drawn(int height, int width, Func<int, int, SKColor> colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, colour(y, x));
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    /// <summary>An uncompressed 24-bit bitmap of one colour, written byte by byte after Microsoft's description of the form.</summary>
    public static byte[] Bmp(int height, int width, SKColor colour)
    {
        var stride = (width * 3 + 3) / 4 * 4;
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("BM"u8);
        writer.Write(54 + stride * height);
        writer.Write(0);
        writer.Write(54);
        foreach (var field in new[] { 40, width, height }) writer.Write(field);
        writer.Write((short)1);
        writer.Write((short)24);
        foreach (var field in new[] { 0, stride * height, 2835, 2835, 0, 0 }) writer.Write(field);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++) writer.Write([colour.Blue, colour.Green, colour.Red]);
            writer.Write(new byte[stride - width * 3]);
        }
        return file.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }
        return file.ToArray();
    }
}
