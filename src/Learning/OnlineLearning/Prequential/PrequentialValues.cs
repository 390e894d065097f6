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

    private readonly SlidingWindow _window = new(spec.Window, ValueOutcome.Width);
    private ValueTotals _all;
    private ValueTotals _faded;
    private FadingWeight _fading = new(spec.Fading);
    private double _last;

    public override void Expect(TensorReader reader)
    {
        base.Expect(reader);
        reader.Expect<double>(AllName, ValueTotals.Size);
        reader.Expect<double>(FadedName, ValueTotals.Size);
        reader.Expect<double>(PlaceName, 2);
        _window.Expect(reader);
    }

    public override void Restore(TensorReader reader)
    {
        base.Restore(reader);
        Span<double> stored = stackalloc double[ValueTotals.Size];
        reader.Copy(AllName, stored);
        _all.Read(stored);
        reader.Copy(FadedName, stored);
        _faded.Read(stored);
        reader.Copy(PlaceName, stored[..2]);
        (_last, _fading.Value) = (stored[0], stored[1]);
        _window.Restore(reader);
    }

    protected override void AddOne(float prediction, float target, float loss, float score)
    {
        if (!(loss < float.MaxValue)) return;
        var outcome = new ValueOutcome(prediction, target, _last, _all.TargetMean);
        outcome.Write(_window.Push());
        _all.Add(outcome, 1);
        if (_fading.Advance(out var scale)) _faded.Scale(scale);
        _faded.Add(outcome, _fading.Value);
        _last = target;
    }

    protected override void Report(Dictionary<string, double> metrics)
    {
        _all.Report("", metrics);
        _faded.Report(FadingSuffix, metrics);
        var recent = new ValueTotals();
        for (var i = 0; i < _window.Count; i++) recent.Add(ValueOutcome.Read(_window.Row(i)), 1);
        recent.Report(WindowSuffix, metrics);
    }

    protected override IEnumerable<NamedTensor> CaptureScores() =>
    [
        StoredTensor.From(AllName, _all.Write()),
        StoredTensor.From(FadedName, _faded.Write()),
        StoredTensor.From(PlaceName, new[] { _last, _fading.Value }),
        .. _window.Capture(),
    ];
}
