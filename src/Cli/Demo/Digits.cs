using System.IO.Compression;
using System.Globalization;

namespace DistributedDL.Cli.Demo;

/// <summary>UCI's handwritten digits: rows of 8 × 8 pixels from 0 to 16, then the digit.</summary>
internal sealed class Digits(IReadOnlyList<float[]> pixels, IReadOnlyList<string> labels)
{
    public const int Side = 8;

    public IReadOnlyList<float[]> Pixels { get; } = pixels;

    public IReadOnlyList<string> Labels { get; } = labels;

    public int Count => Labels.Count;

    public static Digits Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var pixels = new List<float[]>();
        var labels = new List<string>();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var cells = line.Split(',');
            pixels.Add([.. cells.Take(Side * Side).Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))]);
            labels.Add(cells[^1]);
        }
        return new Digits(pixels, labels);
    }

    public Digits Skip(int count) => new([.. Pixels.Skip(count)], [.. Labels.Skip(count)]);

    /// <summary>The digits from <paramref name="first"/> on as a scanner sees them that was turned by 90°.</summary>
    public Digits TurnedFrom(int first) => new([.. Pixels.Select((image, i) => i < first ? image : Turn(image))], Labels);

    /// <summary>A quarter turn against the clock, as numpy's <c>rot90</c>.</summary>
    internal static float[] Turn(float[] image)
    {
        var turned = new float[image.Length];
        for (var row = 0; row < Side; row++)
            for (var column = 0; column < Side; column++)
                turned[(Side - 1 - column) * Side + row] = image[row * Side + column];
        return turned;
    }
}
