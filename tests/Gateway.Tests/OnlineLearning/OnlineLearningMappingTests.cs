using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Gateway.OnlineLearning;
using DistributedDL.Gateway.Tests.Hosting;
using Google.Protobuf.WellKnownTypes;
using Wire = DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Gateway.Tests.OnlineLearning;

public sealed class OnlineLearningMappingTests
{
    private static Wire.OnlineSessionSpec Spec =>
        new()
        {
            Model = "m", Version = 4, Optimizer = "adam", LearningRate = 0.5, Loss = "mae", MicroBatch = 32, Seed = 5, Labels = { "no", "yes" },
            UnknownLabels = Wire.UnknownLabels.Refuse, MaxClasses = 1_000, MaxStaleness = new Duration { Seconds = 1 }, OptimizerParameters = "{}", Prequential = new Wire.Prequential { Window = 200, Fading = 0.999 },
            Tickets = new Wire.Tickets { Most = 10_000, Lifetime = Duration.FromTimeSpan(TimeSpan.FromDays(7)) },
        };

    [Fact]
    public void ToContract_EveryField_IsTaken() => Assert.Equivalent(Reports.Session("s").Spec, Spec.ToContract(), strict: true);

    [Fact]
    public void ToContract_OnlyWhatIsNeeded_HasTheDefaultsOfTheContract() =>
        Assert.Equivalent(new OnlineSessionSpec { Model = "m" }, new Wire.OnlineSessionSpec { Model = "m" }.ToContract(), strict: true);

    [Fact]
    public void ToWire_EveryField_IsTaken() => Assert.Equal(
        new Wire.OnlineSession
        {
            Session = "s", Spec = Spec, State = Wire.SessionState.Damaged, StartVersion = 8, FeatureNames = { "f1", "f2" }, Labels = { "no", "yes" },
            InputShape = { 2 }, Examples = 120, LastSequence = 121, WeightsSha256 = "w8s", Metrics = { ["accuracy"] = 0.875 }, CheckpointSequence = 100,
            OpenedAt = Timestamp.FromDateTimeOffset(Reports.Time), Damage = "torn",
            Drift = { new Wire.DriftState { Detector = "adwin", State = "drift", Drifts = 2, LastDrift = 90, Warnings = 1, Action = Wire.DriftAction.ResetHead } },
            OpenTickets = 7, Recovery = Duration.FromTimeSpan(TimeSpan.FromSeconds(2)),
        },
        (Reports.Session("s") with
        {
            State = SessionState.Damaged, OpenTickets = 7, Recovery = TimeSpan.FromSeconds(2),
            Drift = [new DriftReport("adwin", "drift", 2, 90, 1, DriftAction.ResetHead)],
        }).ToWire());

    [Fact]
    public void ToContract_Detectors_AreTakenWithTheDefaultsOfTheContract()
    {
        var spec = new Wire.OnlineSessionSpec
        {
            Model = "m",
            Drift =
            {
                new Wire.DriftDetector { Detector = "ddm" },
                new Wire.DriftDetector { Detector = "adwin", Parameters = """{"delta":0.1}""", Action = Wire.DriftAction.RaiseLearningRate, Factor = 3, Examples = 50 },
                new Wire.DriftDetector { Detector = "adwin", Action = Wire.DriftAction.RollBack, Version = 2 },
            },
        };

        Assert.Equal(
            [
                new DriftSpec { Detector = "ddm" },
                new DriftSpec { Detector = "adwin", Parameters = """{"delta":0.1}""", Action = DriftAction.RaiseLearningRate, Factor = 3, Examples = 50 },
                new DriftSpec { Detector = "adwin", Action = DriftAction.RollBack, Version = 2 },
            ],
            spec.ToContract().Drift);
    }

    [Fact]
    public void ToWire_EveryState_HasAWordOfItsOwn() => Assert.Equal(
        [Wire.SessionState.Open, Wire.SessionState.Closed, Wire.SessionState.Damaged],
        System.Enum.GetValues<SessionState>().Select(state => (Reports.Session("s") with { State = state }).ToWire().State));

    [Fact]
    public void ToWire_InitialWeights_HaveNoStartVersion()
    {
        var session = (Reports.Session("s") with { StartVersion = null, Damage = null, Spec = new OnlineSessionSpec { Model = "m" } }).ToWire();

        Assert.Equal((0, "", false), (session.StartVersion, session.Damage, session.Spec.HasLearningRate));
    }

    [Fact]
    public void ToContract_WhatALearnerKeeps_ComesBackTheSame()
    {
        var wire = new Wire.OnlineSessionSpec
        {
            Model = "m", Standardize = true, Freeze = { "dense", "conv*" }, AllButLast = 2, Replay = new Wire.ReplayBuffer { Size = 50, Share = 0.5 },
            UnknownLabels = Wire.UnknownLabels.Grow, MaxClasses = 12,
        };

        var spec = wire.ToContract();

        Assert.Equal((true, 2, new ReplaySpec(50, 0.5), UnknownLabels.Grow, 12), (spec.Standardize, spec.AllButLast, spec.Replay, spec.UnknownLabels, spec.MaxClasses));
        Assert.Equal(["dense", "conv*"], spec.Freeze);
        var back = (Reports.Session("s") with { Spec = spec }).ToWire().Spec;
        Assert.Equal((wire.Standardize, wire.Freeze, wire.AllButLast, wire.Replay, wire.UnknownLabels, wire.MaxClasses), (back.Standardize, back.Freeze, back.AllButLast, back.Replay, back.UnknownLabels, back.MaxClasses));
    }

    [Fact]
    public void Snapshots_EveryField_IsTakenBothWays()
    {
        var snapshots = new AutomaticSnapshots { EveryExamples = 500, Every = TimeSpan.FromMinutes(2), Keep = 7, Promote = true, Guard = new PromoteGuard("accuracy", 0.5) };
        var wire = new Wire.AutomaticSnapshots
        {
            EveryExamples = 500, Every = new Duration { Seconds = 120 }, Keep = 7, Promote = true, Guard = new Wire.PromoteGuard { Metric = "accuracy", Margin = 0.5 },
        };

        Assert.Equal(snapshots, wire.ToContract());
        Assert.Equal(wire, snapshots.ToWire());
        Assert.Equal(new AutomaticSnapshots { EveryExamples = 1 }, new Wire.AutomaticSnapshots { EveryExamples = 1 }.ToContract());
        Assert.Equal(new Wire.AutomaticSnapshot { Number = 3, Version = 9, Examples = 90, At = Timestamp.FromDateTimeOffset(Reports.Time), Candidate = "worse", Failure = "full" },
            new AutomaticSnapshotReport(3, 9, 90, Reports.Time, "worse", "full").ToWire());
        Assert.Equal(new Wire.AutomaticSnapshot(), new AutomaticSnapshotReport(0, null, 0, null, null, null).ToWire());
    }

    [Fact]
    public void Hashing_IsTakenBothWays()
    {
        var spec = new Wire.OnlineSessionSpec { Model = "m", Hashing = new Wire.Hashing { Width = 8, Columns = { "city", "weather" } } };

        Assert.Equivalent(new HashingSpec(8, ["city", "weather"]), spec.ToContract().Hashing, strict: true);
        Assert.Equal(spec.Hashing, (Reports.Session("s") with { Spec = spec.ToContract() }).ToWire().Spec.Hashing);
    }
}
