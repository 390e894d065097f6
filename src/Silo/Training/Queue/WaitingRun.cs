using DistributedDL.Contracts.Training;

namespace DistributedDL.Silo.Training.Queue;

/// <summary>A run in the queue, waiting or computing.</summary>
internal sealed class WaitingRun(LaneRequest request, long since)
{
    public LaneRequest Request { get; set; } = request;

    /// <summary>Timestamp of its first request.</summary>
    public long Since { get; } = since;

    /// <summary>Timestamp of its latest request.</summary>
    public long Asked { get; set; } = since;

    /// <summary>A silo a rank; empty while it waits.</summary>
    public IReadOnlyList<SiloAddress> Silos { get; set; } = [];

    public bool Waits => Silos.Count == 0;
}
