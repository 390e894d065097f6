namespace DistributedDL.Learning.Metrics;

/// <summary>Adds up what is reported of predictions.</summary>
internal abstract class MetricSet
{
    private double _lossSum;

    public long Examples { get; private set; }

    public double Loss => Examples == 0 ? 0 : _lossSum / Examples;

    public static MetricSet For(int classes) => classes > 0 ? new ClassMetrics(classes) : new ValueMetrics();

    /// <returns>The sum of the losses.</returns>
    public double Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> losses)
    {
        Add(predictions, targets);
        var sum = 0.0;
        foreach (var loss in losses) sum += loss;
        _lossSum += sum;
        Examples += losses.Length;
        return sum;
    }

    /// <summary>Writes the metrics, each name after <paramref name="prefix"/>.</summary>
    public abstract void Report(string prefix, IDictionary<string, double> metrics);

    /// <summary>The sums behind what is reported.</summary>
    public double[] Write() => [_lossSum, Examples, .. WriteSums()];

    /// <summary>Adds what another set of the same kind has added up.</summary>
    /// <param name="other">Of <see cref="Write"/>.</param>
    public void Merge(ReadOnlySpan<double> other)
    {
        _lossSum += other[0];
        Examples += (long)other[1];
        MergeSums(other[2..]);
    }

    protected abstract double[] WriteSums();

    protected abstract void MergeSums(ReadOnlySpan<double> other);

    protected abstract void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets);
}
