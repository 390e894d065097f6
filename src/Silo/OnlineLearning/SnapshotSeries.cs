namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Stored beside a session's checkpoint: the snapshots that it has published by itself.</summary>
internal sealed class SnapshotSeries
{
    /// <summary>Of the last one; 0 before the first. A crash between publication and this state publishes it again, to no effect.</summary>
    public int Number { get; set; }

    /// <summary>The session's count of examples at the last one.</summary>
    public long Examples { get; set; }

    public DateTimeOffset? At { get; set; }

    public string? Candidate { get; set; }

    /// <summary>Versions that stay, the newest last; before the last <c>Keep</c> of them at most one that is live.</summary>
    public List<int> Versions { get; set; } = [];
}
