using System.Diagnostics.Metrics;

namespace DistributedDL.Silo.Training.Queue;

/// <summary>What the cluster's queue tells of itself where its grain is; nothing on the other silos.</summary>
internal sealed class QueueFigures
{
    private Func<int>? _depth;

    /// <summary>The queue is on this silo.</summary>
    public void Begin(Func<int> depth) => Volatile.Write(ref _depth, depth);

    public void End(Func<int> depth) => Interlocked.CompareExchange(ref _depth, null, depth);

    public IEnumerable<Measurement<int>> MeasureDepth() => Volatile.Read(ref _depth) is { } depth ? [new(depth())] : [];
}
