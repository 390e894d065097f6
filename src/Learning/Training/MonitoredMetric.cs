using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Learning.Training;

/// <summary>The metric of an epoch that tells which one is the best.</summary>
internal sealed record MonitoredMetric(string Name)
{
    private const string Train = "train_";
    private const string Validation = "validation_";
    private const string TrainLoss = Train + "loss";

    public bool IsLowerBetter => EvaluationMetrics.IsLowerBetter(Name);

    /// <param name="classes">0 for values, null when not known.</param>
    /// <param name="field">Where faults are reported.</param>
    public static MonitoredMetric Bind(string? name, bool hasValidation, int? classes, List<FieldViolation> violations, string field = "monitor")
    {
        var metric = new MonitoredMetric(name ?? (hasValidation ? Validation : Train) + "loss");
        var known = Known(classes).SelectMany(own => new[] { Train + own, Validation + own }).Order(StringComparer.Ordinal).ToArray();
        if (!known.Contains(metric.Name))
            violations.Add(new(field, $"'{name}' is unknown; known are {string.Join(", ", known)}"));
        else if (!hasValidation && metric.Name.StartsWith(Validation, StringComparison.Ordinal))
            violations.Add(new(field, $"'{name}' needs a validation split, and there is none"));
        return metric;
    }

    /// <summary>Null when the epoch was not evaluated.</summary>
    public double? Of(EpochReport epoch) =>
        Name == TrainLoss ? epoch.Loss : epoch.Metrics.TryGetValue(Name, out var value) ? value : null;

    public bool IsBetter(double value, double than, double minDelta) =>
        double.IsNaN(than) ? !double.IsNaN(value) : IsLowerBetter ? value < than - minDelta : value > than + minDelta;

    private static string[] Known(int? classes) => classes switch
    {
        null => ["loss", "accuracy", "mse", "mae", "r2"],
        0 => ["loss", "mse", "mae", "r2"],
        _ => ["loss", "accuracy"],
    };
}
