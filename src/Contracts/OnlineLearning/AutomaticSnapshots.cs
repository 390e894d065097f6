namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>When a session publishes snapshots by itself, how many of them stay, and which go live. At least one of the two intervals is given.</summary>
[GenerateSerializer, Immutable, Alias("ddl.AutomaticSnapshots")]
public sealed record AutomaticSnapshots
{
    /// <summary>A snapshot once so many examples were learned since the one before; 1 to 1,000,000,000,000.</summary>
    [Id(0)] public long? EveryExamples { get; init; }

    /// <summary>A snapshot once so much time has passed since the one before, where something was learned meanwhile; 1 s to 30 days.</summary>
    [Id(1)] public TimeSpan? Every { get; init; }

    /// <summary>The last so many automatic snapshots stay; 1 to 1,000. The one that is live stays in any case.</summary>
    [Id(2)] public int Keep { get; init; } = 5;

    [Id(3)] public bool Promote { get; init; }

    /// <summary>What a snapshot has to pass before it goes live; none when null.</summary>
    [Id(4)] public PromoteGuard? Guard { get; init; }
}
