using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Metrics;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning.Prequential;

/// <summary>
/// Accuracy, log loss and Cohen's kappa, beside what two predictors without features would reach: the last class, and the most frequent so far.
/// Of two classes also the area under the ROC curve, exact over the window, and left out while the window is of one class.
/// </summary>
internal sealed class PrequentialClasses(int classes, PrequentialSpec spec) : PrequentialMetrics
{
    private const string AllName = "metrics.all";
    private const string FadedName = "metrics.faded";
    private const string PlaceName = "metrics.place";
    private const string WeightName = "metrics.fading_weight";

    private readonly ClassTotals _all = new(classes);
    private readonly ClassTotals _faded = new(classes);
    private readonly SlidingWindow _window = new(spec.Window, ClassOutcome.Width);
    private FadingWeight _fading = new(spec.Fading);
    private int _classes = classes;
    private int _lastClass = -1;
    private int _majorityClass = -1;

    public override void Grow(int classes)
    {
        if (classes < _classes) throw new ArgumentOutOfRangeException(nameof(classes), classes, $"classes never become fewer than the {_classes} there are");
        _classes = classes;
        _all.Grow(classes);
        _faded.Grow(classes);
    }

    public override void Expect(TensorReader reader)
    {
        base.Expect(reader);
        _all.Expect(AllName, reader);
        _faded.Expect(FadedName, reader);
        _window.Expect(reader);
        reader.Expect<long>(PlaceName, 2);
        reader.Expect<double>(WeightName, 1);
    }

    public override void Restore(TensorReader reader)
    {
        base.Restore(reader);
        _all.Restore(AllName, reader);
        _faded.Restore(FadedName, reader);
        _window.Restore(reader);
        Span<long> place = [0, 0];
        reader.Copy(PlaceName, place);
        (_lastClass, _majorityClass) = ((int)place[0], (int)place[1]);
        Span<double> weight = [0];
        reader.Copy(WeightName, weight);
        _fading.Value = weight[0];
    }

    protected override void AddOne(float prediction, float target, float loss, float score)
    {
        var actual = (int)target;
        var outcome = new ClassOutcome((int)prediction, actual, loss, actual == _lastClass, actual == _majorityClass);
        outcome.Write(_window.Push(), score);
        _all.Add(outcome, 1);
        if (_fading.Advance(out var scale)) _faded.Scale(scale);
        _faded.Add(outcome, _fading.Value);
        _lastClass = actual;
        if (_majorityClass < 0 || _all.Actual[actual] > _all.Actual[_majorityClass]) _majorityClass = actual;
    }

    protected override void Report(Dictionary<string, double> metrics)
    {
        _all.Report("", metrics);
        _faded.Report(FadingSuffix, metrics);
        var recent = new ClassTotals(_classes);
        for (var i = 0; i < _window.Count; i++) recent.Add(ClassOutcome.Read(_window.Row(i)), 1);
        recent.Report(WindowSuffix, metrics);
        if (_classes == 2 && RocArea() is { } area) metrics["roc_auc" + WindowSuffix] = area;
    }

    protected override IEnumerable<NamedTensor> CaptureScores() =>
    [
        .. _all.Capture(AllName),
        .. _faded.Capture(FadedName),
        .. _window.Capture(),
        StoredTensor.From(PlaceName, new long[] { _lastClass, _majorityClass }),
        StoredTensor.From(WeightName, new[] { _fading.Value }),
    ];

    private double? RocArea()
    {
        var scores = new float[_window.Count];
        var actual = new int[_window.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var row = _window.Row(i);
            (scores[i], actual[i]) = ((float)row[ClassOutcome.Score], ClassOutcome.Read(row).Actual);
        }
        return RocCurve.Area(scores, actual, positive: 1);
    }
}
