using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning;

/// <summary>Accuracy and log loss, beside what two predictors without features would reach: the last class, and the most frequent so far.</summary>
internal sealed class PrequentialClasses(int classes) : PrequentialMetrics
{
    public const int WindowSize = 200;

    private const string ScoresName = "metrics.correct";
    private const string ClassCountsName = "metrics.class_counts";
    private const string LogLossName = "metrics.log_loss_sum";
    private const string WindowName = "metrics.window";

    private readonly long[] classCounts = new long[classes];
    private readonly byte[] window = new byte[WindowSize];
    private long correct;
    private long correctInWindow;
    private long correctByLast;
    private long correctByMajority;
    private long seen;
    private long lastClass = -1;
    private long majorityClass = -1;
    private double logLossSum;

    public override void Expect(TensorReader reader)
    {
        base.Expect(reader);
        reader.Expect<long>(ScoresName, 7);
        reader.Expect<long>(ClassCountsName, classes);
        reader.Expect<double>(LogLossName, 1);
        reader.Expect<byte>(WindowName, WindowSize);
    }

    public override void Restore(TensorReader reader)
    {
        base.Restore(reader);
        Span<long> scores = stackalloc long[7];
        reader.Copy(ScoresName, scores);
        (correct, correctInWindow, correctByLast, correctByMajority) = (scores[0], scores[1], scores[2], scores[3]);
        (seen, lastClass, majorityClass) = (scores[4], scores[5], scores[6]);
        reader.Copy(ClassCountsName, classCounts.AsSpan());
        reader.Copy(WindowName, window.AsSpan());
        Span<double> sum = [0];
        reader.Copy(LogLossName, sum);
        logLossSum = sum[0];
    }

    protected override void AddOne(float prediction, float target, float loss)
    {
        var actual = (long)target;
        var hit = prediction == target;
        var place = seen % WindowSize;
        correctInWindow += (hit ? 1 : 0) - window[place];
        window[place] = hit ? (byte)1 : (byte)0;
        seen++;
        if (hit) correct++;
        if (actual == lastClass) correctByLast++;
        if (actual == majorityClass) correctByMajority++;
        logLossSum += loss;
        lastClass = actual;
        classCounts[actual]++;
        if (majorityClass < 0 || classCounts[actual] > classCounts[majorityClass]) majorityClass = actual;
    }

    protected override void Report(Dictionary<string, double> metrics)
    {
        metrics["accuracy"] = (double)correct / seen;
        metrics["accuracy_window"] = (double)correctInWindow / Math.Min(seen, WindowSize);
        metrics["log_loss"] = logLossSum / seen;
        metrics["last_class_accuracy"] = (double)correctByLast / seen;
        metrics["majority_class_accuracy"] = (double)correctByMajority / seen;
    }

    protected override IEnumerable<NamedTensor> CaptureScores() =>
    [
        StoredTensor.From(ScoresName, new[] { correct, correctInWindow, correctByLast, correctByMajority, seen, lastClass, majorityClass }),
        StoredTensor.From(ClassCountsName, classCounts),
        StoredTensor.From(LogLossName, new[] { logLossSum }),
        StoredTensor.From(WindowName, window),
    ];
}
