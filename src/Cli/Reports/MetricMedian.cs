namespace DistributedDL.Cli.Reports;

/// <summary>The metrics of several seeds as one.</summary>
public static class MetricMedian
{
    /// <summary>The median of each metric over the runs that have it; of an even count, the mean of the middle two.</summary>
    public static SortedDictionary<string, double> Of(IReadOnlyCollection<IReadOnlyDictionary<string, double>> runs) =>
        new(runs.SelectMany(run => run).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => Median([.. group.Select(pair => pair.Value)])), StringComparer.Ordinal);

    // NaN is below every number in .NET's order, so a median of mostly failed runs is NaN rather than a good number.
    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }
}
