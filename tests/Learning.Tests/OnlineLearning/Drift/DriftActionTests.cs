using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;

namespace DistributedDL.Learning.Tests.OnlineLearning.Drift;

/// <summary>What follows a drift, on a stream whose classes change places in its middle.</summary>
public sealed class DriftActionTests
{
    private const int Width = 6;
    private const int Change = 1000;
    private const int Count = 2000;

    private static readonly ArchitectureSpec Architecture = Examples.Mlp(Width, 12, 2, "tanh");
    private static readonly DriftSpec Watch = new() { Detector = "adwin", Parameters = """{"clock": 8}""" };
    private static readonly OnlineSessionSpec Spec = new() { Model = "m", Optimizer = "adam", LearningRate = 0.005, Seed = 3 };
    private static readonly float[] Features = Examples.Floats(Count * Width, 1);
    private static readonly float[] Targets = [.. Enumerable.Range(0, Count).Select(Target)];

    public static TheoryData<DriftAction> Actions => [.. Enum.GetValues<DriftAction>()];

    [Fact]
    public void Learn_Report_SaysWhenAndChangesNothing()
    {
        using var watching = Begin(Watch);
        using var plain = Begin();

        Learn(watching, 0, Count);
        Learn(plain, 0, Count);

        var drift = Assert.Single(watching.Drift);
        Assert.Equal(("adwin", "none", 0L, DriftAction.Report), (drift.Detector, drift.State, drift.Warnings, drift.Action));
        Assert.True(drift.Drifts > 0);
        Assert.Empty(plain.Drift);
        Examples.AssertSameBits(plain.Network.SaveWeights(), watching.Network.SaveWeights());
    }

    [Fact]
    public void Learn_RaiseLearningRate_LearnsSoManyExamplesFasterAndThenAsBefore()
    {
        using var raising = Begin(Watch with { Action = DriftAction.RaiseLearningRate, Factor = 4, Examples = 50 });
        using var before = Begin();
        using var fast = Begin(Spec with { LearningRate = 0.02 });
        using var after = Begin();
        var at = LearnUntilDrift(raising);
        Learn(raising, at, Change + 400);

        Learn(before, 0, at);
        fast.Restore(before.Capture());
        Learn(fast, at, at + 50);
        after.Restore(fast.Capture());
        Learn(after, at + 50, Change + 400);

        Examples.AssertSameBits(after.Network.SaveWeights(), raising.Network.SaveWeights());
    }

    [Fact]
    public void Learn_ResetHead_DrawsItAnewAndForgetsItsMomentsOnly()
    {
        using var resetting = Begin(Watch with { Action = DriftAction.ResetHead });
        var at = LearnUntilDrift(resetting);
        using var plain = Begin();
        Learn(plain, 0, at);
        using var drawn = Network.Create(Architecture, (long)SeededRandom.Hash(Spec.Seed, 1));

        var (found, without) = (ByName(resetting.Capture()), ByName(plain.Capture()));
        var fresh = ByName(drawn.SaveWeights());
        foreach (var name in new[] { "dense_1.weight", "dense_1.bias" })
        {
            Assert.Equal(fresh[name].Values(), found["network." + name].Values());
            Assert.All(found["optimizer.exp_avg." + name].Values(), value => Assert.Equal(0, value));
            Assert.All(found["optimizer.exp_avg_sq." + name].Values(), value => Assert.Equal(0, value));
        }
        foreach (var name in new[] { "network.dense.weight", "network.dense.bias", "optimizer.exp_avg.dense.weight", "optimizer.step" })
            Assert.True(without[name].Data.Span.SequenceEqual(found[name].Data.Span), name);
    }

    [Fact]
    public void Learn_DriftWithinAMicroBatch_IsActedOnAfterIt()
    {
        const int MicroBatch = 32;
        using var learner = Begin(Spec with { MicroBatch = MicroBatch, LearningRate = 0.02, Drift = [Watch with { Action = DriftAction.ResetHead }] });
        Learn(learner, 0, Change - Change % MicroBatch);
        var at = Change - Change % MicroBatch;
        while (learner.Drift[0].LastDrift is not > Change)
        {
            Learn(learner, at, at + MicroBatch);
            at += MicroBatch;
        }
        using var drawn = Network.Create(Architecture, (long)SeededRandom.Hash(Spec.Seed, 1));

        Assert.InRange(learner.Drift[0].LastDrift!.Value, at - MicroBatch + 1, at - 1);
        var weights = ByName(learner.Network.SaveWeights());
        Assert.Equal(ByName(drawn.SaveWeights())["dense_1.weight"].Values(), weights["dense_1.weight"].Values());
    }

    [Fact]
    public void Learn_RollBack_TakesTheVersionsWeightsAndAFreshOptimizer()
    {
        using var version = Network.Create(Architecture, 44);
        using var rolling = Begin(Watch with { Action = DriftAction.RollBack, Version = 7 }, version.SaveWeights());

        LearnUntilDrift(rolling);

        Examples.AssertSameBits(version.SaveWeights(), rolling.Network.SaveWeights());
        Assert.All(rolling.Capture().Where(tensor => tensor.Name.StartsWith("optimizer.")), tensor => Assert.All(tensor.Data.ToArray(), value => Assert.Equal(0, value)));
    }

    [Fact]
    public void VersionsIn_CheckpointOfASessionThatRollsBack_AreAllThatItNeedsToComeBack()
    {
        using var version = Network.Create(Architecture, 44);
        var watch = Watch with { Action = DriftAction.RollBack, Version = 7 };
        using var whole = Begin(watch, version.SaveWeights());
        Learn(whole, 0, Change);
        var checkpoint = whole.Capture();

        using var recovered = new OnlineLearner(Network.Create(Architecture, 1), Spec with { Drift = [watch] }, OnlineLearner.VersionsIn(checkpoint));
        recovered.Restore(checkpoint);
        Learn(whole, Change, Count);
        Learn(recovered, Change, Count);

        Examples.AssertSameBits(version.SaveWeights(), OnlineLearner.VersionsIn(recovered.Capture())[7]);
        Examples.AssertSameBits(whole.Capture(), recovered.Capture());
        Assert.Empty(OnlineLearner.VersionsIn(version.SaveWeights()));
    }

    [Theory, MemberData(nameof(Actions))]
    public void Restore_AnywhereAroundADrift_GivesTheSameBitsAsNeverStopping(DriftAction action)
    {
        using var version = Network.Create(Architecture, 44);
        var watch = Watch with { Action = action, Examples = 60, Version = 7 };
        using var whole = Begin(watch, version.SaveWeights());
        var at = LearnUntilDrift(whole);
        Learn(whole, at, Count);

        foreach (var stop in new[] { Change, at - 1, at, at + 1, at + 30, at + 60, at + 61 })
        {
            using var first = Begin(watch, version.SaveWeights());
            using var second = Begin(watch, version.SaveWeights());
            Learn(first, 0, stop);
            second.Restore(first.Capture());
            Learn(second, stop, Count);

            Examples.AssertSameBits(whole.Capture(), second.Capture());
            Assert.Equal(whole.Drift, second.Drift);
        }
    }

    [Fact]
    public void Learn_ErrorThatFalls_IsReportedButActedOnByNone()
    {
        using var acting = Begin(Watch with { Action = DriftAction.ResetHead });
        using var plain = Begin();

        Learn(acting, 0, Change);
        Learn(plain, 0, Change);

        Assert.True(acting.Drift[0].Drifts > 0);
        Examples.AssertSameBits(plain.Network.SaveWeights(), acting.Network.SaveWeights());
    }

    [Theory]
    [InlineData(DriftAction.RaiseLearningRate)]
    [InlineData(DriftAction.ResetHead)]
    public void Learn_AbruptChange_IsOvercomeSoonerThanWithoutAnAction(DriftAction action)
    {
        var slow = Spec with { Optimizer = "sgd", LearningRate = 0.05, Prequential = new(Window: 400) };
        using var acting = Begin(slow with { Drift = [Watch with { Action = action, Factor = 8, Examples = 300 }] });
        using var reporting = Begin(slow with { Drift = [Watch] });

        Learn(acting, 0, Change + 400);
        Learn(reporting, 0, Change + 400);

        var (with, without) = (acting.Metrics["accuracy_window"], reporting.Metrics["accuracy_window"]);
        Assert.True(with > without + 0.03, $"{with} with, {without} without");
    }

    [Fact]
    public void Learn_SeveralDetectors_CountForThemselvesAndTheGreatestFactorHolds()
    {
        var raise = Watch with { Action = DriftAction.RaiseLearningRate, Factor = 4, Examples = 500 };
        using var one = Begin(raise);
        using var both = Begin(Spec with { Drift = [raise, raise with { Factor = 2, Examples = 20 }, Watch with { Detector = "ddm", Parameters = "{}" }] });

        Learn(one, 0, Change + 300);
        Learn(both, 0, Change + 300);

        Assert.Equal(["adwin", "adwin", "ddm"], both.Drift.Select(report => report.Detector));
        Assert.True(both.Drift[2].Warnings > 0);
        Examples.AssertSameBits(one.Network.SaveWeights(), both.Network.SaveWeights());
    }

    [Fact]
    public void Learn_PredictionBeyondAllNumbers_IsNotWatched()
    {
        using var learner = new OnlineLearner(
            Network.Create(Examples.Architecture(Examples.Dense(1, "linear"), 2), 1), new OnlineSessionSpec { Model = "m", Drift = [new() { Detector = "page_hinkley" }] });
        learner.Learn([3e38f, 3e38f, 0.1f, 0.1f], [0, 0], new float[2], new float[2]);

        for (var i = 0; i < 200; i++) learner.Learn([0.1f, 0.1f], [0], new float[1], new float[1]);

        Assert.All(learner.Capture().Single(tensor => tensor.Name == "drift.0.detector").Data.ToArray().Chunk(8), value => Assert.False(double.IsNaN(BitConverter.ToDouble(value))));
        Assert.Equal(0, learner.Drift[0].Drifts);
    }

    [Fact]
    public void Constructor_BadDrift_NamesAll()
    {
        using var network = Network.Create(Architecture, 1);
        using var other = Network.Create(Examples.Mlp(Width, 11, 2), 1);
        var spec = Spec with
        {
            Drift =
            [
                new() { Detector = "x", Action = DriftAction.RaiseLearningRate, Factor = 1, Examples = 0 },
                new() { Detector = "adwin", Parameters = """{"delta": 2, "size": 1}""", Action = DriftAction.RollBack },
                new() { Detector = "adwin", Action = DriftAction.RollBack, Version = 8 },
                new() { Detector = "adwin", Action = DriftAction.RollBack, Version = 9 },
                new() { Detector = "adwin", Action = (DriftAction)9 },
            ],
            Prequential = new(1, 1),
        };

        var e = Assert.Throws<InvalidArgumentException>(
            () => new OnlineLearner(network, spec, new Dictionary<int, IReadOnlyList<NamedTensor>> { [9] = other.SaveWeights() }));

        Assert.Equal(
            [
                "prequential.window", "prequential.fading", "drift[0].detector", "drift[0].factor", "drift[0].examples", "drift[1].parameters.delta",
                "drift[1].parameters.size", "drift[1].version", "drift[2].version", "drift[3].version", "drift[4].action",
            ],
            e.Violations.Select(violation => violation.Field));
        Assert.Contains("the weights of version 8 were not given", e.Message);
        Assert.Contains("version 9 does not fit the session's network: dense.", e.Message);
        Assert.Contains("dense.bias: expected F32 [12], found F32 [11]", e.Message);
    }

    private static float Target(int i)
    {
        var sum = Features[i * Width] + 0.5f * Features[i * Width + 1] - Features[i * Width + 2];
        return sum > 0 == i < Change ? 1 : 0;
    }

    private static OnlineLearner Begin(OnlineSessionSpec spec, IReadOnlyList<NamedTensor>? version = null) =>
        new(Network.Create(Architecture, spec.Seed), spec, version is null ? null : new Dictionary<int, IReadOnlyList<NamedTensor>> { [7] = version });

    private static OnlineLearner Begin(DriftSpec? watch = null, IReadOnlyList<NamedTensor>? version = null) =>
        Begin(watch is null ? Spec : Spec with { Drift = [watch] }, version);

    private static int LearnUntilDrift(OnlineLearner learner)
    {
        for (var i = 0; i < Count; i++)
        {
            Learn(learner, i, i + 1);
            if (learner.Drift[0].LastDrift < Change || learner.Drift[0].State != "drift") continue;
            Assert.Equal(i + 1, learner.Drift[0].LastDrift);
            Assert.InRange(i, Change + 5, Change + 150);
            return i + 1;
        }
        throw new InvalidOperationException("no drift was seen");
    }

    private static void Learn(OnlineLearner learner, int from, int to) =>
        learner.Learn(Features.AsSpan(from * Width, (to - from) * Width), Targets.AsSpan(from, to - from), new float[to - from], new float[to - from]);

    private static Dictionary<string, NamedTensor> ByName(IEnumerable<NamedTensor> tensors) => tensors.ToDictionary(tensor => tensor.Name);
}
