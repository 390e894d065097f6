using System.Diagnostics.Metrics;

namespace DistributedDL.Silo.Training.Queue;

/// <summary>What the cluster's queue tells of itself where its grain is; nothing on the other silos.</summary>
internal sealed class QueueFigures
{
    private QueueDemand? _demand;

    /// <summary>The queue is on this silo, and stands so.</summary>
    public void Tell(QueueDemand demand) => Volatile.Write(ref _demand, demand);

    /// <summary>The queue that told this last is gone; what another has told since stays.</summary>
    public void End(QueueDemand last) => Interlocked.CompareExchange(ref _demand, null, last);

    public IEnumerable<Measurement<int>> MeasureDepth() => Volatile.Read(ref _demand) is { } demand ? [new(demand.Depth)] : [];

    public IEnumerable<Measurement<int>> MeasureLanesWanted() => Volatile.Read(ref _demand) is { } demand ? [new(demand.LanesWanted)] : [];
}
