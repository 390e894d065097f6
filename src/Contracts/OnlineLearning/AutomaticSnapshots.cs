namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>When a session publishes snapshots by itself, how many it keeps, and which go live.</summary>
[GenerateSerializer, Immutable, Alias("ddl.AutomaticSnapshots")]
public sealed record AutomaticSnapshots
{
    /// <summary>A snapshot after each so many examples; 1 or more, null for none by count.</summary>
    [Id(0)] public long? EveryExamples { get; init; }

    /// <summary>A snapshot at most this often in time, looked at when examples are learned; 1 s or more, null for none by time.</summary>
    [Id(1)] public TimeSpan? Every { get; init; }

    /// <summary>The last so many automatic snapshots stay; 1 to 1,000. One that is live stays in any case.</summary>
    [Id(2)] public int Keep { get; init; } = 5;

    [Id(3)] public bool Promote { get; init; }

    /// <summary>What a snapshot has to pass before it goes live; none when null.</summary>
    [Id(4)] public PromoteGuard? Guard { get; init; }
}
