using DistributedDL.Cli.Recipes.MustReach;

namespace DistributedDL.Cli.Reports;

/// <summary>One bound of a recipe and what was reached.</summary>
/// <param name="Key">Among the recipe's metrics.</param>
/// <param name="Value">Null when the run gave no such metric.</param>
public sealed record ThresholdReport(Threshold Threshold, string Key, double? Value)
{
    public bool Passed => Value is { } value && Threshold.IsReached(value);

    public static ThresholdReport Of(Threshold threshold, string result, IReadOnlyDictionary<string, double> metrics)
    {
        var key = threshold.Key(result);
        return new ThresholdReport(threshold, key, metrics.TryGetValue(key, out var value) ? value : null);
    }
}
