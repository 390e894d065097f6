using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.OnlineLearning.Drift;

namespace DistributedDL.Learning.Tests.OnlineLearning.Drift;

/// <summary>What holds for every detector.</summary>
public sealed class DriftDetectorLawTests
{
    private static readonly double[] Stream = [.. Errors(600, 0.1, 1), .. Errors(600, 0.7, 2), .. Errors(600, 0.2, 3)];

    public static TheoryData<string> Kinds => [.. DriftDetectors.All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void Add_SameSeries_GivesTheSameState(string kind)
    {
        var (one, other) = (Create(kind), Create(kind));

        foreach (var value in Stream) Assert.Equal(one.Add(value), other.Add(value));

        Assert.Equal(State(one), State(other));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Read_AnyMoment_GoesOnAsIfNothingHadHappened(string kind)
    {
        var whole = Create(kind);
        for (var i = 0; i < Stream.Length; i++)
        {
            if (i % 97 == 0)
            {
                var second = Create(kind);
                foreach (var value in Stream.Take(50)) second.Add(1 - value);
                second.Read(State(whole));
                var third = Create(kind);
                third.Read(State(whole));
                for (var j = i; j < Math.Min(i + 100, Stream.Length); j++) Assert.Equal(third.Add(Stream[j]), second.Add(Stream[j]));
                Assert.Equal(State(third), State(second));
                whole.Read(State(whole));
            }
            whole.Add(Stream[i]);
        }
        var plain = Create(kind);
        foreach (var value in Stream) plain.Add(value);
        Assert.Equal(State(plain), State(whole));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Add_AfterADrift_BeginsAnew(string kind)
    {
        var detector = Create(kind);
        var drifts = 0;
        for (var i = 0; i < Stream.Length - 1; i++)
        {
            if (detector.Add(Stream[i]) != DriftLevel.Drift) continue;
            drifts++;
            var (used, fresh) = (Create(kind), Create(kind));
            used.Read(State(detector));
            Assert.Equal(fresh.Add(Stream[i + 1]), used.Add(Stream[i + 1]));
            Assert.Equal(State(fresh), State(used));
        }
        Assert.True(drifts > 0);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Add_SeriesThatNeverChanges_IsNoDrift(string kind)
    {
        foreach (var value in new[] { 0.0, 1.0 })
        {
            var detector = Create(kind);
            Assert.Equal(0, detector.Estimate);
            for (var i = 0; i < 5000; i++) Assert.Equal(DriftLevel.None, detector.Add(value));
            Assert.Equal(value, detector.Estimate, 1e-12);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Add_ChangeInOrder_IsSeenWhereTheShuffledSeriesIsSteady(string kind)
    {
        var (ordered, shuffled) = (Stream.Take(1200).ToArray(), Stream.Take(1200).ToArray());
        new Random(5).Shuffle(shuffled);

        Assert.True(Drifts(kind, ordered.Skip(300)) > Drifts(kind, shuffled.Skip(300)));
    }

    [Theory]
    [InlineData("adwin", """{"delta": 0}""", "drift[0].parameters.delta", "0 is not a number from 1E-12 to 0.999999")]
    [InlineData("adwin", """{"delta": 1}""", "drift[0].parameters.delta", "1 is not a number from 1E-12 to 0.999999")]
    [InlineData("adwin", """{"clock": 0}""", "drift[0].parameters.clock", "0 is not a whole number from 1 to 1000000")]
    [InlineData("adwin", """{"max_buckets": 1}""", "drift[0].parameters.max_buckets", "1 is not a whole number from 2 to 1000")]
    [InlineData("adwin", """{"min_window_length": 0}""", "drift[0].parameters.min_window_length", "0 is not a whole number from 1 to 1000000")]
    [InlineData("adwin", """{"grace_period": -1}""", "drift[0].parameters.grace_period", "-1 is not a whole number from 0 to 1000000000")]
    [InlineData("adwin", """{"window": 3}""", "drift[0].parameters.window", "unknown parameter of detector adwin; known are clock, delta, grace_period, max_buckets, min_window_length")]
    [InlineData("ddm", """{"warm_start": 0}""", "drift[0].parameters.warm_start", "0 is not a whole number from 1 to 1000000000")]
    [InlineData("ddm", """{"warning_threshold": -1}""", "drift[0].parameters.warning_threshold", "-1 is not a number from 0 to 1000000")]
    [InlineData("ddm", """{"drift_threshold": 1.5}""", "drift[0].parameters.drift_threshold", "1.5 is below warning_threshold, 2")]
    [InlineData("page_hinkley", """{"min_instances": 0}""", "drift[0].parameters.min_instances", "0 is not a whole number from 1 to 1000000000")]
    [InlineData("page_hinkley", """{"delta": -0.1}""", "drift[0].parameters.delta", "-0.1 is not a number from 0 to 1000000000")]
    [InlineData("page_hinkley", """{"threshold": "x"}""", "drift[0].parameters.threshold", "\"x\" is not a number from 0 to 1000000000000")]
    [InlineData("page_hinkley", """{"alpha": 1.1}""", "drift[0].parameters.alpha", "1.1 is not a number from 0 to 1")]
    [InlineData("page_hinkley", """{"mode": "sideways"}""", "drift[0].parameters.mode", "\"sideways\" is unknown; known are up, down, both")]
    [InlineData("cusum", "{}", "drift[0].detector", "'cusum' is unknown; known are adwin, ddm, page_hinkley")]
    [InlineData("adwin", "[]", "drift[0].parameters", "the parameters of detector adwin are not a JSON object")]
    public void Find_BadInput_NamesFieldValueAndBound(string kind, string parameters, string field, string message)
    {
        var violations = new List<FieldViolation>();

        DriftDetectors.Find("drift[0]", kind, parameters, isBinary: true, violations);

        var violation = Assert.Single(violations);
        Assert.Equal((field, message), (violation.Field, violation.Description));
    }

    [Fact]
    public void Find_BinaryDetectorForValues_NamesTheOthers()
    {
        var violations = new List<FieldViolation>();

        DriftDetectors.Find("drift[0]", "ddm", "{}", isBinary: false, violations);

        Assert.Equal("ddm takes errors of 0 or 1, but the session predicts values; for them there are adwin, page_hinkley", Assert.Single(violations).Description);
    }

    private static IDriftDetector Create(string kind) => DriftDetectors.Find("drift", kind, "{}", isBinary: true, [])!;

    private static int Drifts(string kind, IEnumerable<double> series)
    {
        var detector = Create(kind);
        return series.Count(value => detector.Add(value) == DriftLevel.Drift);
    }

    private static double[] State(IDriftDetector detector)
    {
        var state = new double[detector.StateSize];
        detector.Write(state);
        return state;
    }

    private static IEnumerable<double> Errors(int count, double rate, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < rate ? 1.0 : 0.0)];
    }
}
