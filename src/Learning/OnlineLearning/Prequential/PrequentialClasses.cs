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

    private readonly ClassTotals all = new(classes);
    private readonly ClassTotals faded = new(classes);
    private readonly SlidingWindow window = new(spec.Window, ClassOutcome.Width);
    private FadingWeight fading = new(spec.Fading);
    private int classes = classes;
    private int lastClass = -1;
    private int majorityClass = -1;

    public override void Grow(int classes)
    {
        if (classes < this.classes) throw new ArgumentOutOfRangeException(nameof(classes), classes, $"classes never become fewer than the {this.classes} there are");
        this.classes = classes;
        all.Grow(classes);
        faded.Grow(classes);
    }

    public override void Expect(TensorReader reader)
    {
        base.Expect(reader);
        all.Expect(AllName, reader);
        faded.Expect(FadedName, reader);
        window.Expect(reader);
        reader.Expect<long>(PlaceName, 2);
        reader.Expect<double>(WeightName, 1);
    }

    public override void Restore(TensorReader reader)
    {
        base.Restore(reader);
        all.Restore(AllName, reader);
        faded.Restore(FadedName, reader);
        window.Restore(reader);
        Span<long> place = [0, 0];
        reader.Copy(PlaceName, place);
        (lastClass, majorityClass) = ((int)place[0], (int)place[1]);
        Span<double> weight = [0];
        reader.Copy(WeightName, weight);
        fading.Value = weight[0];
    }

    protected override void AddOne(float prediction, float target, float loss, float score)
    {
        var actual = (int)target;
        var outcome = new ClassOutcome((int)prediction, actual, loss, actual == lastClass, actual == majorityClass);
        outcome.Write(window.Push(), score);
        all.Add(outcome, 1);
        if (fading.Advance(out var scale)) faded.Scale(scale);
        faded.Add(outcome, fading.Value);
        lastClass = actual;
        if (majorityClass < 0 || all.Actual[actual] > all.Actual[majorityClass]) majorityClass = actual;
    }

    protected override void Report(Dictionary<string, double> metrics)
    {
        all.Report("", metrics);
        faded.Report(FadingSuffix, metrics);
        var recent = new ClassTotals(classes);
        for (var i = 0; i < window.Count; i++) recent.Add(ClassOutcome.Read(window.Row(i)), 1);
        recent.Report(WindowSuffix, metrics);
        if (classes == 2 && RocArea() is { } area) metrics["roc_auc" + WindowSuffix] = area;
    }

    protected override IEnumerable<NamedTensor> CaptureScores() =>
    [
        .. all.Capture(AllName),
        .. faded.Capture(FadedName),
        .. window.Capture(),
        StoredTensor.From(PlaceName, new long[] { lastClass, majorityClass }),
        StoredTensor.From(WeightName, new[] { fading.Value }),
    ];

    private double? RocArea()
    {
        var scores = new float[window.Count];
        var actual = new int[window.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var row = window.Row(i);
            (scores[i], actual[i]) = ((float)row[ClassOutcome.Score], ClassOutcome.Read(row).Actual);
        }
        return RocCurve.Area(scores, actual, positive: 1);
    }
}
