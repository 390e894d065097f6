namespace DistributedDL.Cli.Reports.Svg;

/// <summary>Colours that stay apart under every common colour blindness (Okabe and Ito, "Color Universal Design", 2008).</summary>
public static class Palette
{
    public const string Blue = "#0072B2";
    public const string Vermilion = "#D55E00";
    public const string Green = "#009E73";
    public const string Purple = "#CC79A7";
    public const string Orange = "#E69F00";
    public const string Sky = "#56B4E9";
    public const string Ink = "#1F2933";
    public const string Muted = "#5B6770";
    public const string Grid = "#E4E7EB";

    private static readonly string[] Series = [Blue, Vermilion, Green, Purple, Orange, Sky, "#7A5C00", Ink];

    public static string Of(int index) => Series[index % Series.Length];

    public static (byte Red, byte Green, byte Blue) Rgb(string colour) =>
        (Convert.ToByte(colour[1..3], 16), Convert.ToByte(colour[3..5], 16), Convert.ToByte(colour[5..7], 16));

    /// <summary>From white (0) to <paramref name="colour"/> (1).</summary>
    public static (byte Red, byte Green, byte Blue) Tint(string colour, double share)
    {
        var (red, green, blue) = Rgb(colour);
        return (Mix(red, share), Mix(green, share), Mix(blue, share));
    }

    public static string Hex((byte Red, byte Green, byte Blue) rgb) => $"#{rgb.Red:X2}{rgb.Green:X2}{rgb.Blue:X2}";

    private static byte Mix(byte full, double share) => (byte)Math.Round(255 + (full - 255) * Math.Clamp(share, 0, 1));
}
