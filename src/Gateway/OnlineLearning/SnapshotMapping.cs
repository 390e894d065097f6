using DistributedDL.Contracts.OnlineLearning;
using Google.Protobuf.WellKnownTypes;
using Wire = DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Gateway.OnlineLearning;

/// <summary>A session's own snapshots between the wire and the grains.</summary>
internal static class SnapshotMapping
{
    public static PromoteGuard ToContract(this Wire.PromoteGuard guard) => new(guard.Metric, guard.Margin);

    public static AutomaticSnapshots ToContract(this Wire.AutomaticSnapshots wire)
    {
        var snapshots = new AutomaticSnapshots
        {
            EveryExamples = wire.HasEveryExamples ? wire.EveryExamples : null,
            Every = wire.Every?.ToTimeSpan(),
            Promote = wire.Promote,
            Guard = wire.Guard?.ToContract(),
        };
        return wire.HasKeep ? snapshots with { Keep = wire.Keep } : snapshots;
    }

    public static Wire.AutomaticSnapshots ToWire(this AutomaticSnapshots snapshots)
    {
        var wire = new Wire.AutomaticSnapshots { Keep = snapshots.Keep, Promote = snapshots.Promote };
        if (snapshots.EveryExamples is { } examples) wire.EveryExamples = examples;
        if (snapshots.Every is { } every) wire.Every = Duration.FromTimeSpan(every);
        if (snapshots.Guard is { } guard) wire.Guard = new Wire.PromoteGuard { Metric = guard.Metric, Margin = guard.Margin };
        return wire;
    }

    public static Wire.AutomaticSnapshot ToWire(this AutomaticSnapshotReport report) => new()
    {
        Number = report.Number,
        Version = report.Version ?? 0,
        Examples = report.Examples,
        At = report.At is { } at ? Timestamp.FromDateTimeOffset(at) : null,
        Candidate = report.Candidate ?? "",
        Failure = report.Failure ?? "",
    };
}
