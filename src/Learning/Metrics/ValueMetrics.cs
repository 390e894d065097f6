namespace DistributedDL.Learning.Metrics;

/// <summary>Mean squared error, mean absolute error, and R².</summary>
internal sealed class ValueMetrics : MetricSet
{
    private ErrorSums sums;

    public override void Report(string prefix, IDictionary<string, double> metrics) => sums.Report(prefix, metrics);

    protected override double[] WriteSums() => sums.Write();

    protected override void MergeSums(ReadOnlySpan<double> other) => sums.Merge(other);

    protected override void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        for (var i = 0; i < targets.Length; i++) sums.Add(predictions[i], targets[i]);
    }
}
