namespace DistributedDL.Learning.Metrics;

/// <summary>Accuracy and the confusion matrix.</summary>
internal sealed class ClassMetrics(int classes) : MetricSet
{
    // Millions of classes would square to more than memory holds.
    private const int MaxClassesOfMatrix = 4096;

    private readonly long[] _confusion = new long[classes <= MaxClassesOfMatrix ? classes * classes : 0];
    private long _correct;

    /// <summary>Row-major <c>[actual, predicted]</c>; empty above 4,096 classes.</summary>
    public IReadOnlyList<long> ConfusionMatrix => _confusion;

    public override void Report(string prefix, IDictionary<string, double> metrics) =>
        metrics[prefix + "accuracy"] = Examples == 0 ? 0 : (double)_correct / Examples;

    // The matrix is shown of evaluations alone, which no two ranks share.
    protected override double[] WriteSums() => [_correct];

    protected override void MergeSums(ReadOnlySpan<double> other) => _correct += (long)other[0];

    protected override void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            if (predictions[i] == targets[i]) _correct++;
            if (_confusion.Length > 0) _confusion[(int)targets[i] * classes + (int)predictions[i]]++;
        }
    }
}
