using System.Globalization;
using DistributedDL.Deployment;

namespace DistributedDL.Bench.Processes;

/// <summary>What a process tells in Prometheus' text form.</summary>
internal static class MetricsPage
{
    private static readonly HttpClient Http = new();

    /// <summary>The sum over the series of a metric that have the label, as in <c>direction="sent"</c>; over all where none is given.</summary>
    public static async Task<double> Sum(LocalService service, string metric, string label = "") =>
        Sum(await Http.GetStringAsync(service.Metrics), metric, label);

    internal static double Sum(string page, string metric, string label) => page.Split('\n')
        .Where(line => line.StartsWith(metric, StringComparison.Ordinal) && line.Length > metric.Length && line[metric.Length] is '{' or ' ' && line.Contains(label, StringComparison.Ordinal))
        .Sum(Value);

    // After the labels, which may hold spaces, comes the value, and after it perhaps a time.
    private static double Value(string line)
    {
        var before = line.Contains('}', StringComparison.Ordinal) ? line.LastIndexOf('}') : line.IndexOf(' ', StringComparison.Ordinal);
        return double.Parse(line[(before + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
    }
}
