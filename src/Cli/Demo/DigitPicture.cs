namespace DistributedDL.Cli.Demo;

/// <summary>Digits side by side, in shades.</summary>
internal static class DigitPicture
{
    private const string Shades = " ░▒▓█";
    private const float White = 16;

    public static IEnumerable<string> Lines(IReadOnlyList<float[]> images, int gap = 3)
    {
        for (var row = 0; row < Digits.Side; row++)
            yield return string.Join(new string(' ', gap), images.Select(image => string.Concat(
                Enumerable.Range(0, Digits.Side).Select(column => Pixel(image[row * Digits.Side + column])))));
    }

    // Two characters are about as wide as one is high.
    private static string Pixel(float value) => new(Shades[Math.Clamp((int)(value / White * Shades.Length), 0, Shades.Length - 1)], 2);
}
