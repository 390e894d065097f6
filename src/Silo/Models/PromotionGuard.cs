using System.Globalization;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Prediction;

namespace DistributedDL.Silo.Models;

/// <summary>Compares the metric of a version that is about to go live with the live one's.</summary>
internal static class PromotionGuard
{
    /// <returns>Why the version stays a candidate; null when nothing is against it.</returns>
    /// <exception cref="InvalidArgumentException">The draft has no such metric, or the margin is out of bounds.</exception>
    public static string? Objection(PromoteGuard guard, IReadOnlyDictionary<string, double> metrics, ModelVersionReport? live)
    {
        if (!(guard.Margin >= 0 && double.IsFinite(guard.Margin)))
            throw new InvalidArgumentException("guard.margin", string.Create(CultureInfo.InvariantCulture, $"{guard.Margin} is not a finite number of 0 or more"));
        if (!metrics.TryGetValue(guard.Metric, out var ours))
            throw new InvalidArgumentException("guard.metric", $"'{guard.Metric}' is not a metric of the session; it has {string.Join(", ", metrics.Keys.Order(StringComparer.Ordinal))}");
        if (live is null || !live.Metrics.TryGetValue(guard.Metric, out var theirs)) return null;
        var worseBy = EvaluationMetrics.IsLowerBetter(guard.Metric) ? ours - theirs : theirs - ours;
        return worseBy <= guard.Margin ? null
            : string.Create(CultureInfo.InvariantCulture, $"{guard.Metric} is {ours:0.####}; the live version {live.Version} has {theirs:0.####}, and it may be worse by {guard.Margin}");
    }
}
