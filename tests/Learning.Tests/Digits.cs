using System.Globalization;
using System.IO.Compression;

namespace DistributedDL.Learning.Tests;

/// <summary>UCI handwritten digits: 1,797 rows of 64 pixels (0 to 16) and a label (E. Alpaydin, C. Kaynak, 1998, CC BY 4.0).</summary>
internal static class Digits
{
    public static (float[] Features, float[] Labels) Load()
    {
        var path = Find();
        Assert.SkipWhen(path is null, "digits.csv.gz is not here: neither samples/ nor ../shared/data holds it");
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path!), CompressionMode.Decompress));
        var (features, labels) = (new List<float>(), new List<float>());
        while (reader.ReadLine() is { } line)
        {
            var row = line.Split(',').Select(value => float.Parse(value, CultureInfo.InvariantCulture)).ToArray();
            features.AddRange(row.AsSpan(0, 64));
            labels.Add(row[64]);
        }
        return ([.. features], [.. labels]);
    }

    /// <summary>Turns one image by 90°.</summary>
    public static void Turn(Span<float> pixels)
    {
        var before = pixels.ToArray();
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 8; x++) pixels[(7 - x) * 8 + y] = before[y * 8 + x];
        }
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "DistributedDL.sln"))) continue;
            string[] places = [Path.Combine(folder.FullName, "samples/digits.csv.gz"), Path.Combine(folder.FullName, "../shared/data/digits.csv.gz")];
            return Array.Find(places, File.Exists);
        }
        return null;
    }
}
