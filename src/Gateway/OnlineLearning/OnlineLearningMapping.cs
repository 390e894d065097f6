using DistributedDL.Contracts.OnlineLearning;
using Google.Protobuf.WellKnownTypes;
using Wire = DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Gateway.OnlineLearning;

/// <summary>Between the wire and the grains.</summary>
internal static class OnlineLearningMapping
{
    private const string DefaultOptimizer = "sgd";
    private const double DefaultShare = 1;

    /// <summary>Of a spec that <see cref="SessionValidation"/> has let through.</summary>
    public static OnlineSessionSpec ToContract(this Wire.OnlineSessionSpec spec) => new()
    {
        Model = spec.Model,
        Version = spec.Version == 0 ? null : spec.Version,
        Optimizer = spec.Optimizer.Length == 0 ? DefaultOptimizer : spec.Optimizer,
        LearningRate = spec.HasLearningRate ? spec.LearningRate : null,
        Loss = spec.Loss.Length == 0 ? null : spec.Loss,
        MicroBatch = spec.MicroBatch == 0 ? 1 : spec.MicroBatch,
        Seed = spec.Seed,
        Labels = [.. spec.Labels],
        OptimizerParameters = spec.OptimizerParameters.Length == 0 ? "{}" : spec.OptimizerParameters,
        Standardize = spec.Standardize,
        Freeze = [.. spec.Freeze],
        AllButLast = spec.HasAllButLast ? spec.AllButLast : null,
        Replay = spec.Replay is { } replay ? new ReplaySpec(replay.Size, replay.HasShare ? replay.Share : DefaultShare) : null,
        UnknownLabels = spec.UnknownLabels is Wire.UnknownLabels.Grow ? UnknownLabels.Grow : UnknownLabels.Refuse,
        MaxClasses = spec.MaxClasses == 0 ? new OnlineSessionSpec { Model = "" }.MaxClasses : spec.MaxClasses,
        Hashing = spec.Hashing is { } hashing ? new HashingSpec(hashing.Width, [.. hashing.Columns]) : null,
        Prequential = spec.Prequential.ToContract(),
        Drift = [.. spec.Drift.Select(DriftMapping.ToContract)],
        MaxStaleness = spec.MaxStaleness?.ToTimeSpan() ?? new OnlineSessionSpec { Model = "" }.MaxStaleness,
        Snapshots = spec.Snapshots?.ToContract(),
        Tickets = spec.Tickets.ToContract(),
    };

    public static Wire.OnlineSession ToWire(this OnlineSessionReport report)
    {
        var session = new Wire.OnlineSession
        {
            Session = report.Session,
            Spec = report.Spec.ToWire(),
            State = report.State switch
            {
                SessionState.Open => Wire.SessionState.Open,
                SessionState.Closed => Wire.SessionState.Closed,
                SessionState.Damaged => Wire.SessionState.Damaged,
                _ => Wire.SessionState.Unspecified,
            },
            StartVersion = report.StartVersion ?? 0,
            FeatureNames = { report.Signature.FeatureNames },
            Labels = { report.Signature.Labels },
            InputShape = { report.InputShape },
            Examples = report.Examples,
            LastSequence = report.LastSequence,
            WeightsSha256 = report.WeightsSha256,
            CheckpointSequence = report.CheckpointSequence,
            OpenedAt = Timestamp.FromDateTimeOffset(report.OpenedAt),
            Damage = report.Damage ?? "",
            Drift = { report.Drift.Select(DriftMapping.ToWire) },
            OpenTickets = report.OpenTickets,
            Recovery = Duration.FromTimeSpan(report.Recovery),
            LastSnapshot = report.Snapshots?.ToWire(),
        };
        foreach (var (name, value) in report.Metrics) session.Metrics.Add(name, value);
        return session;
    }

    private static Wire.OnlineSessionSpec ToWire(this OnlineSessionSpec spec)
    {
        var wire = new Wire.OnlineSessionSpec
        {
            Model = spec.Model,
            Version = spec.Version ?? 0,
            Optimizer = spec.Optimizer,
            Loss = spec.Loss ?? "",
            MicroBatch = spec.MicroBatch,
            Seed = spec.Seed,
            Labels = { spec.Labels },
            OptimizerParameters = spec.OptimizerParameters,
            Standardize = spec.Standardize,
            Freeze = { spec.Freeze },
            UnknownLabels = spec.UnknownLabels is UnknownLabels.Grow ? Wire.UnknownLabels.Grow : Wire.UnknownLabels.Refuse,
            MaxClasses = spec.MaxClasses,
            Prequential = new Wire.Prequential { Window = spec.Prequential.Window, Fading = spec.Prequential.Fading },
            Drift = { spec.Drift.Select(DriftMapping.ToWire) },
            MaxStaleness = Duration.FromTimeSpan(spec.MaxStaleness),
            Snapshots = spec.Snapshots?.ToWire(),
            Tickets = new Wire.Tickets { Most = spec.Tickets.Most, Lifetime = Duration.FromTimeSpan(spec.Tickets.Lifetime) },
        };
        if (spec.AllButLast is { } last) wire.AllButLast = last;
        if (spec.Hashing is { } hashing) wire.Hashing = new Wire.Hashing { Width = hashing.Width, Columns = { hashing.Columns } };
        if (spec.Replay is { } replay) wire.Replay = new Wire.ReplayBuffer { Size = replay.Size, Share = replay.Share };
        if (spec.LearningRate is { } rate) wire.LearningRate = rate;
        return wire;
    }

    private static PrequentialSpec ToContract(this Wire.Prequential? prequential)
    {
        var spec = new PrequentialSpec();
        if (prequential is null) return spec;
        return new PrequentialSpec(
            prequential.Window == 0 ? spec.Window : prequential.Window, prequential.Fading == 0 ? spec.Fading : prequential.Fading);
    }

    private static TicketSpec ToContract(this Wire.Tickets? tickets)
    {
        var spec = new TicketSpec();
        if (tickets is null) return spec;
        return new TicketSpec { Most = tickets.HasMost ? tickets.Most : spec.Most, Lifetime = tickets.Lifetime?.ToTimeSpan() ?? spec.Lifetime };
    }
}
