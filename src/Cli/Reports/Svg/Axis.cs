using System.Globalization;

namespace DistributedDL.Cli.Reports.Svg;

/// <summary>A range of values with round ticks (Heckbert, "Nice Numbers for Graph Labels", 1990).</summary>
public sealed record Axis(string Title, double Minimum, double Maximum, IReadOnlyList<double> Ticks)
{
    /// <summary>The smallest range between ticks that holds all <paramref name="values"/>.</summary>
    public static Axis Around(string title, IEnumerable<double> values, int ticks = 6)
    {
        var (low, high) = Range(values);
        var step = Step((high - low) / (ticks - 1));
        return Between(title, Math.Floor(low / step + 1e-9) * step, Math.Ceiling(high / step - 1e-9) * step, ticks);
    }

    /// <summary>A little more than the range of <paramref name="values"/>, with the ticks that fall into it.</summary>
    public static Axis Tight(string title, IEnumerable<double> values, double margin = 0, int ticks = 6)
    {
        var (low, high) = Range(values);
        return Between(title, low - margin * (high - low), high + margin * (high - low), ticks);
    }

    public static Axis Between(string title, double low, double high, int ticks = 6)
    {
        var step = Step((high - low) / (ticks - 1));
        var first = (long)Math.Ceiling(low / step - 1e-9);
        var last = (long)Math.Floor(high / step + 1e-9);
        return new Axis(title, low, high, [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => Math.Round((first + i) * step, 12))]);
    }

    public static string Label(double tick) => Math.Abs(tick) is >= 1e6 or (> 0 and < 1e-4)
        ? tick.ToString("0.##e+0", CultureInfo.InvariantCulture)
        : tick.ToString("#,0.######", CultureInfo.InvariantCulture).Replace('-', '−');

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToList();
        if (finite.Count == 0) return (0, 1);
        var (low, high) = (finite.Min(), finite.Max());
        var room = Math.Max(Math.Abs(low), 1) * 1e-6;
        return high - low > room ? (low, high) : (low - 0.5, high + 0.5);
    }

    private static double Step(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (rough / power) switch { < 1.5 => 1, < 3 => 2, < 7 => 5, _ => 10 };
    }
}
