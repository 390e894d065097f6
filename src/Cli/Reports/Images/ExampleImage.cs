namespace DistributedDL.Cli.Reports.Images;

/// <summary>An example's features as a picture.</summary>
public static class ExampleImage
{
    /// <param name="shape"><c>[height, width]</c> or <c>[height, width, channels]</c> with 1 or 3 channels.</param>
    /// <param name="pixels">Row-major.</param>
    /// <param name="white">The value of full brightness; lower and higher ones are clipped.</param>
    /// <exception cref="ArgumentException">The shape is not that of an image.</exception>
    public static string DataUri(IReadOnlyList<int> shape, ReadOnlySpan<float> pixels, float white)
    {
        if (shape.Count is not (2 or 3)) throw new ArgumentException($"[{string.Join(", ", shape)}] is not [height, width] or [height, width, channels]", nameof(shape));
        var bytes = new byte[pixels.Length];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)Math.Clamp(MathF.Round(pixels[i] / white * 255), 0, 255);
        return PngImage.DataUri(PngImage.Encode(bytes, shape[1], shape[0], shape.Count == 3 ? shape[2] : 1));
    }
}
