namespace DistributedDL.Storage.OnlineLearning;

/// <summary>Bounds of a journal's segments.</summary>
public sealed record JournalOptions
{
    /// <summary>A segment that would grow beyond this is sealed and the next one begun; a larger record has a segment of its own. Default: 16 MiB.</summary>
    public long SegmentBytes { get; init; } = 16 << 20;

    /// <summary>Appends to one segment, at most. Default: 40,000 — an append blob of Azure takes 50,000.</summary>
    public int SegmentAppends { get; init; } = 40_000;

    /// <summary>The last sequence number before a journal that is begun anew; an existing one knows its own. Default: 0.</summary>
    public long BaseSequence { get; init; }
}
