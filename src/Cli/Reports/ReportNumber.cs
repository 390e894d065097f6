using System.Globalization;

namespace DistributedDL.Cli.Reports;

/// <summary>Numbers as a report shows them: four digits that matter.</summary>
public static class ReportNumber
{
    public static string Show(double value) => !double.IsFinite(value) ? "not a number"
        : Math.Abs(value) is 0 or (>= 0.001 and < 1e6)
            ? value.ToString(Math.Abs(value) < 10 ? "0.####" : "#,0.##", CultureInfo.InvariantCulture).Replace('-', '−')
            : value.ToString("0.###e+0", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>Seconds as <c>12.3 s</c>, or <c>4 min 05 s</c> from two minutes on.</summary>
    public static string Seconds(double seconds) => seconds < 120
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 60} min {(long)seconds % 60:00} s");
}
