using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning.Prequential;

namespace DistributedDL.Learning.Tests.OnlineLearning.Prequential;

public sealed class PrequentialMetricsTests
{
    private static readonly PrequentialSpec Spec = new(Window: 20, Fading: 0.9);

    public static TheoryData<int> Kinds => [0, 2, 5];

    [Fact]
    public void Report_WindowAfterAMillionExamples_EqualsAFreshComputation()
    {
        const int Count = 1_000_000, Last = 200;
        var (predictions, targets) = (Examples.Floats(Count, 1, 1000), Examples.Floats(Count, 2, 1e-3));
        for (var i = Last; i < Count - Last; i += 5000) predictions[i] = 1e15f;
        var metrics = PrequentialMetrics.For(0, new PrequentialSpec(Last));

        metrics.Add(predictions, targets, new float[Count], []);

        var fresh = PrequentialMetrics.For(0, new PrequentialSpec(Last));
        fresh.Add(predictions.AsSpan(Count - Last), targets.AsSpan(Count - Last), new float[Last], []);
        foreach (var name in new[] { "mae_window", "mse_window", "r2_window" }) Assert.Equal(fresh.Report()[name], metrics.Report()[name]);
    }

    [Fact]
    public void Report_FadingAfterAMillionExamples_EqualsTheRecursion()
    {
        const int Count = 1_000_000;
        const double Fading = 0.5;
        var (predictions, targets) = (Examples.Classes(Count, 2, 1), Examples.Classes(Count, 2, 2));
        var metrics = PrequentialMetrics.For(2, new PrequentialSpec(Fading: Fading));

        metrics.Add(predictions, targets, new float[Count], new float[Count]);

        var (hits, weights) = (0.0, 0.0);
        for (var i = 0; i < Count; i++) (hits, weights) = (hits * Fading + (predictions[i] == targets[i] ? 1 : 0), weights * Fading + 1);
        Assert.Equal(hits / weights, metrics.Report()["accuracy_fading"], 1e-12);
    }

    [Fact]
    public void Report_WindowAfterAnEndlessLoss_ForgetsIt()
    {
        var metrics = PrequentialMetrics.For(2, Spec);
        metrics.Add([0], [1], [float.MaxValue], [0.5f]);

        Add(metrics, 20, 2, 3);

        Assert.InRange(metrics.Report()["log_loss_window"], 0, 1);
        Assert.All(metrics.Report().Values, value => Assert.True(double.IsFinite(value)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Restore_InMidStream_GoesOnWithTheSameBits(int classes)
    {
        foreach (var examples in new[] { 1, 7, 20, 33, 2000 })
        {
            var (whole, second) = (PrequentialMetrics.For(classes, Spec), PrequentialMetrics.For(classes, Spec));
            Add(whole, examples, classes, 1);
            Add(second, 5, classes, 9);

            Restore(second, [.. whole.Capture()]);
            Add(whole, 37, classes, 2);
            Add(second, 37, classes, 2);

            Examples.AssertSameBits([.. whole.Capture()], [.. second.Capture()]);
            Assert.Equal(whole.Report(), second.Report());
        }
    }

    [Fact]
    public void Grow_InMidStream_LosesNothing()
    {
        var (grown, wide) = (PrequentialMetrics.For(2, Spec), PrequentialMetrics.For(4, Spec));
        Add(grown, 50, 2, 1);
        Add(wide, 50, 2, 1);

        grown.Grow(4);
        Add(grown, 30, 4, 2);
        Add(wide, 30, 4, 2);

        Assert.Equal(wide.Report(), grown.Report());
        Assert.DoesNotContain("roc_auc_window", grown.Report().Keys);
        Examples.AssertSameBits([.. wide.Capture()], [.. grown.Capture()]);
        Assert.Throws<ArgumentOutOfRangeException>(() => grown.Grow(3));
    }

    [Fact]
    public void Report_OneClassOnly_HasNoAreaAndNoAgreementBeyondChance()
    {
        var metrics = PrequentialMetrics.For(2, Spec);

        metrics.Add([1, 1, 1], [1, 1, 1], [0, 0, 0], [0.9f, 0.8f, 0.7f]);

        var report = metrics.Report();
        Assert.Equal((1, 0), (report["accuracy"], report["kappa"]));
        Assert.DoesNotContain("roc_auc_window", report.Keys);
    }

    [Fact]
    public void Report_ScoresThatAllTie_IsHalf()
    {
        var metrics = PrequentialMetrics.For(2, Spec);

        metrics.Add([0, 1, 0], [1, 0, 1], [1, 1, 1], [0.5f, 0.5f, 0.5f]);

        Assert.Equal(0.5, metrics.Report()["roc_auc_window"]);
    }

    [Fact]
    public void Restore_OfAnotherWindow_NamesExpectedAndFound()
    {
        var other = PrequentialMetrics.For(2, Spec with { Window = 30 });

        var e = Assert.Throws<InvalidArgumentException>(() => Restore(PrequentialMetrics.For(2, Spec), [.. other.Capture()]));

        Assert.Contains("metrics.window: expected F64 [120], found F64 [180]", e.Message);
    }

    [Theory]
    [InlineData(9, 0.9, "prequential.window", "9 is not from 10 to 100000")]
    [InlineData(100_001, 0.9, "prequential.window", "100001 is not from 10 to 100000")]
    [InlineData(200, 0.49, "prequential.fading", "0.49 is not from 0.5 to below 1")]
    [InlineData(200, 1.0, "prequential.fading", "1 is not from 0.5 to below 1")]
    [InlineData(200, double.NaN, "prequential.fading", "NaN is not from 0.5 to below 1")]
    public void Check_OutOfBounds_NamesFieldValueAndBound(int window, double fading, string field, string message)
    {
        var violations = new List<FieldViolation>();

        PrequentialMetrics.Check(new PrequentialSpec(window, fading), violations);

        var violation = Assert.Single(violations);
        Assert.Equal((field, message), (violation.Field, violation.Description));
    }

    private static void Add(PrequentialMetrics metrics, int count, int classes, int seed)
    {
        var targets = classes == 0 ? Examples.Floats(count, seed) : Examples.Classes(count, classes, seed);
        var predictions = classes == 0 ? Examples.Floats(count, seed + 100) : Examples.Classes(count, classes, seed + 100);
        var losses = Examples.Floats(count, seed + 200).Select(Math.Abs).ToArray();
        metrics.Add(predictions, targets, losses, Examples.Floats(count, seed + 300));
    }

    private static void Restore(PrequentialMetrics metrics, IReadOnlyList<NamedTensor> tensors)
    {
        var reader = new TensorReader(tensors);
        metrics.Expect(reader);
        reader.ThrowIfUnfit();
        metrics.Restore(reader);
    }
}
