using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning.Prequential;

/// <summary>
/// Errors of predicted values, beside those of two predictors without features: the last value, and the mean so far, both 0 before the first.
/// An example whose loss is not finite counts in none of them.
/// </summary>
internal sealed class PrequentialValues(PrequentialSpec spec) : PrequentialMetrics
{
    private const string AllName = "metrics.all";
    private const string FadedName = "metrics.faded";
    private const string PlaceName = "metrics.place";

    private readonly SlidingWindow window = new(spec.Window, ValueOutcome.Width);
    private ValueTotals all;
    private ValueTotals faded;
    private FadingWeight fading = new(spec.Fading);
    private double last;

    public override void Expect(TensorReader reader)
    {
        base.Expect(reader);
        reader.Expect<double>(AllName, ValueTotals.Size);
        reader.Expect<double>(FadedName, ValueTotals.Size);
        reader.Expect<double>(PlaceName, 2);
        window.Expect(reader);
    }

    public override void Restore(TensorReader reader)
    {
        base.Restore(reader);
        Span<double> stored = stackalloc double[ValueTotals.Size];
        reader.Copy(AllName, stored);
        all.Read(stored);
        reader.Copy(FadedName, stored);
        faded.Read(stored);
        reader.Copy(PlaceName, stored[..2]);
        (last, fading.Value) = (stored[0], stored[1]);
        window.Restore(reader);
    }

    protected override void AddOne(float prediction, float target, float loss, float score)
    {
        if (!(loss < float.MaxValue)) return;
        var outcome = new ValueOutcome(prediction, target, last, all.TargetMean);
        outcome.Write(window.Push());
        all.Add(outcome, 1);
        if (fading.Advance(out var scale)) faded.Scale(scale);
        faded.Add(outcome, fading.Value);
        last = target;
    }

    protected override void Report(Dictionary<string, double> metrics)
    {
        all.Report("", metrics);
        faded.Report(FadingSuffix, metrics);
        var recent = new ValueTotals();
        for (var i = 0; i < window.Count; i++) recent.Add(ValueOutcome.Read(window.Row(i)), 1);
        recent.Report(WindowSuffix, metrics);
    }

    protected override IEnumerable<NamedTensor> CaptureScores() =>
    [
        StoredTensor.From(AllName, all.Write()),
        StoredTensor.From(FadedName, faded.Write()),
        StoredTensor.From(PlaceName, new[] { last, fading.Value }),
        .. window.Capture(),
    ];
}
