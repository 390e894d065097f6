using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning;

/// <summary>Scores of predictions that were made before learning (Gama, Sebastião, Rodrigues 2013); part of every checkpoint.</summary>
internal abstract class PrequentialMetrics
{
    private const string CountsName = "metrics.counts";

    public long Examples { get; private set; }

    /// <summary>Updates that were left out because a loss or gradient was not finite.</summary>
    public long SkippedUpdates { get; set; }

    public static PrequentialMetrics For(int classes) => classes > 0 ? new PrequentialClasses(classes) : new PrequentialValues();

    /// <param name="losses">Finite.</param>
    public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> losses)
    {
        for (var i = 0; i < targets.Length; i++) AddOne(predictions[i], targets[i], losses[i]);
        Examples += targets.Length;
    }

    public IReadOnlyDictionary<string, double> Report()
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        if (Examples == 0) return metrics;
        Report(metrics);
        if (SkippedUpdates > 0) metrics["skipped_updates"] = SkippedUpdates;
        return metrics;
    }

    public IEnumerable<NamedTensor> Capture() => [StoredTensor.From(CountsName, new[] { Examples, SkippedUpdates }), .. CaptureScores()];

    public virtual void Expect(TensorReader reader) => reader.Expect<long>(CountsName, 2);

    public virtual void Restore(TensorReader reader)
    {
        Span<long> counts = [0, 0];
        reader.Copy(CountsName, counts);
        (Examples, SkippedUpdates) = (counts[0], counts[1]);
    }

    protected abstract void AddOne(float prediction, float target, float loss);

    protected abstract void Report(Dictionary<string, double> metrics);

    protected abstract IEnumerable<NamedTensor> CaptureScores();
}
