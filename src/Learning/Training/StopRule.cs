using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Training;

/// <summary>Tells when a run has reached what was asked of it.</summary>
internal sealed class StopRule(StopWhenSpec? spec, MonitoredMetric metric)
{
    private const string StateName = "stop.reached";
    private const string Field = "stop_when";

    public bool IsReached { get; private set; }

    public static StopRule Bind(StopWhenSpec? spec, bool hasValidation, int? classes, List<FieldViolation> violations)
    {
        if (spec is null) return new StopRule(null, new MonitoredMetric(""));
        if (spec.AtLeast is null == spec.AtMost is null) violations.Add(new(Field, $"{(spec.AtLeast is null ? "neither" : "both")} of at_least and at_most given; one is expected"));
        if (!double.IsFinite(spec.AtLeast ?? 0)) violations.Add(new($"{Field}.at_least", $"{spec.AtLeast} is not a finite number"));
        if (!double.IsFinite(spec.AtMost ?? 0)) violations.Add(new($"{Field}.at_most", $"{spec.AtMost} is not a finite number"));
        return new StopRule(spec, MonitoredMetric.Bind(spec.Metric, hasValidation, classes, violations, $"{Field}.metric"));
    }

    public void Observe(EpochReport epoch) => IsReached |= spec is not null && metric.Of(epoch) is { } value && spec.IsReached(value);

    /// <summary>Lets a run go on that was ended.</summary>
    public void WaitAgain() => IsReached = false;

    public IEnumerable<NamedTensor> Capture() => IsReached ? [StoredTensor.From(StateName, new long[] { 1 })] : [];

    public static void Expect(TensorReader reader)
    {
        if (reader.Has(StateName)) reader.Expect<long>(StateName, 1);
    }

    // A run that goes on has another rule, or none: only its own checkpoint says that it had ended.
    public void Restore(TensorReader reader) => IsReached = reader.Has(StateName);
}
