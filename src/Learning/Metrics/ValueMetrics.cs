namespace DistributedDL.Learning.Metrics;

/// <summary>Mean squared error, mean absolute error, and R².</summary>
internal sealed class ValueMetrics : MetricSet
{
    private ErrorSums _sums;

    public override void Report(string prefix, IDictionary<string, double> metrics) => _sums.Report(prefix, metrics);

    protected override double[] WriteSums() => _sums.Write();

    protected override void MergeSums(ReadOnlySpan<double> other) => _sums.Merge(other);

    protected override void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        for (var i = 0; i < targets.Length; i++) _sums.Add(predictions[i], targets[i]);
    }
}
