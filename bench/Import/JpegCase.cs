using System.IO.Compression;
using DistributedDL.Contracts.Datasets;
using SkiaSharp;

namespace DistributedDL.Bench.Import;

/// <summary>
/// A zip of coloured JPEG images of 80×80 in two folders, brought to 50×50; the baseline decodes and resizes each with SkiaSharp on one
/// thread, and keeps nothing.
/// </summary>
internal sealed class JpegCase : IImportCase
{
    private const int Side = 80, Target = 50, Distinct = 200, Quality = 90;

    private static readonly SKSamplingOptions Smooth = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    public string Name => "jpeg";

    public int Examples => 10_000;

    public DatasetImportSpec Spec => new() { Format = DataFormat.Images, ImageSize = [Target, Target] };

    public IReadOnlyList<string> Write(string folder, int examples)
    {
        var random = new Random(1);
        var pictures = Enumerable.Range(0, Distinct).Select(_ => Picture(random)).ToList();
        var path = Path.Combine(folder, "images.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        for (var i = 0; i < examples; i++)
        {
            using var entry = zip.CreateEntry($"{(i % 2 == 0 ? "cats" : "dogs")}/{i}.jpg", CompressionLevel.Fastest).Open();
            entry.Write(pictures[i % Distinct]);
        }
        return [path];
    }

    public void ReadPlainly(IReadOnlyList<string> files)
    {
        foreach (var file in files)
        {
            using var zip = ZipFile.OpenRead(file);
            foreach (var entry in zip.Entries.Where(entry => entry.Length > 0))
            {
                using var stream = entry.Open();
                using var data = SKData.Create(stream);
                using var picture = SKBitmap.Decode(data);
                using var resized = picture.Resize(new SKSizeI(Target, Target), Smooth);
                if (resized is null) throw new InvalidOperationException($"{entry.FullName} cannot be resized");
            }
        }
    }

    /// <summary>Waves of three colours with noise: about as many bytes as a photograph.</summary>
    private static byte[] Picture(Random random)
    {
        var (fast, slow) = (random.NextSingle() / 4, random.NextSingle() / 20);
        using var bitmap = new SKBitmap(new SKImageInfo(Side, Side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++)
                bitmap.SetPixel(x, y, new SKColor(Wave(fast * x, random), Wave(fast * y, random), Wave(slow * (x + y), random)));
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return data.ToArray();
    }

    private static byte Wave(float phase, Random random) => (byte)(128 + 100 * MathF.Sin(phase) + random.Next(-20, 21));
}
