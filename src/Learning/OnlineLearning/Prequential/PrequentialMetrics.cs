using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning.Prequential;

/// <summary>
/// Scores of predictions that were made before learning (Gama, Sebastião, Rodrigues 2013): over all examples, fading, and over a sliding
/// window; part of every checkpoint. An example costs the same however many were before it; a report costs a pass over the window, and a
/// sort of it where there are two classes.
/// </summary>
internal abstract class PrequentialMetrics
{
    public const int MinWindow = 10;
    public const int MaxWindow = 100_000;
    public const double MinFading = 0.5;

    protected const string FadingSuffix = "_fading";
    protected const string WindowSuffix = "_window";

    private const string CountsName = "metrics.counts";

    public long Examples { get; private set; }

    /// <summary>Updates that were left out because a loss or gradient was not finite.</summary>
    public long SkippedUpdates { get; set; }

    /// <param name="classes">0 where values are predicted.</param>
    public static PrequentialMetrics For(int classes, PrequentialSpec spec) => classes > 0 ? new PrequentialClasses(classes, spec) : new PrequentialValues(spec);

    /// <summary>Of every metric that a report may have, but for counts of what went wrong.</summary>
    /// <param name="classes">0 where values are predicted.</param>
    public static IReadOnlyList<string> Names(int classes)
    {
        var metrics = For(classes, new PrequentialSpec());
        metrics.Add([0, 0], [0, 1], [0, 0], [0, 1]);
        return [.. metrics.Report().Keys.Order(StringComparer.Ordinal)];
    }

    public static void Check(PrequentialSpec spec, List<FieldViolation> violations)
    {
        if (spec.Window is < MinWindow or > MaxWindow) violations.Add(new("prequential.window", $"{spec.Window} is not from {MinWindow} to {MaxWindow}"));
        if (!(spec.Fading is >= MinFading and < 1))
            violations.Add(new("prequential.fading", FormattableString.Invariant($"{spec.Fading} is not from {MinFading} to below 1")));
    }

    /// <param name="losses">Finite.</param>
    /// <param name="scores">The probability of class 1, one an example, where there are two classes; else not read.</param>
    public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> losses, ReadOnlySpan<float> scores)
    {
        for (var i = 0; i < targets.Length; i++) AddOne(predictions[i], targets[i], losses[i], scores.IsEmpty ? 0 : scores[i]);
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

    /// <summary>So many classes are told apart from now on; what was counted stays.</summary>
    public virtual void Grow(int classes) => throw new InvalidOperationException("values have no classes to grow by");

    public IEnumerable<NamedTensor> Capture() => [StoredTensor.From(CountsName, new[] { Examples, SkippedUpdates }), .. CaptureScores()];

    public virtual void Expect(TensorReader reader) => reader.Expect<long>(CountsName, 2);

    public virtual void Restore(TensorReader reader)
    {
        Span<long> counts = [0, 0];
        reader.Copy(CountsName, counts);
        (Examples, SkippedUpdates) = (counts[0], counts[1]);
    }

    protected abstract void AddOne(float prediction, float target, float loss, float score);

    protected abstract void Report(Dictionary<string, double> metrics);

    protected abstract IEnumerable<NamedTensor> CaptureScores();
}
