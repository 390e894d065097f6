namespace DistributedDL.Bench.Harness;

internal static class Percentile
{
    /// <summary>Nearest rank: the smallest value that at least this share of the values does not exceed.</summary>
    public static double Of(IReadOnlyCollection<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
