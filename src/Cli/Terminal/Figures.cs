using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace DistributedDL.Cli.Terminal;

/// <summary>Numbers, sizes and times as people read them.</summary>
internal static class Figures
{
    public const string None = "–";

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Number(double value) => !double.IsFinite(value) ? "not a number"
        : Math.Abs(value) is >= 0.0001 and < 100_000 or 0 ? value.ToString("0.####", CultureInfo.InvariantCulture)
        : value.ToString("0.###e+0", CultureInfo.InvariantCulture);

    public static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    public static string Bytes(double value) => value switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{value:0} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{value / 1024:0.0} KiB"),
        < 1024 * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{value / 1024 / 1024:0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value / 1024 / 1024 / 1024:0.0} GiB"),
    };

    public static string Time(Timestamp? time) =>
        time is null ? None : time.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Seconds(double seconds) => seconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
        : TimeSpan.FromSeconds(seconds).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);

    public static string Shape(IEnumerable<int> sizes) => $"[{string.Join(", ", sizes)}]";

    public static string Digest(string sha256) => sha256.Length > 12 ? sha256[..12] : sha256;

    public static string Metrics(IEnumerable<KeyValuePair<string, double>> metrics) =>
        string.Join("  ", metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {Number(pair.Value)}"));
}
