using System.Globalization;

namespace DistributedDL.Cluster.Tests;

/// <summary>What a page in Prometheus' text form says.</summary>
internal static class MetricsPage
{
    /// <summary>Of all series of a metric that have the label, as in <c>kind="training"</c>; of all where none is given.</summary>
    public static double Sum(string page, string metric, string label = "") => page.Split('\n')
        .Where(line => line.StartsWith(metric, StringComparison.Ordinal) && line[metric.Length] is '{' or ' ' && line.Contains(label, StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[line.Contains('}', StringComparison.Ordinal) ? 0 : 1], CultureInfo.InvariantCulture));
}
