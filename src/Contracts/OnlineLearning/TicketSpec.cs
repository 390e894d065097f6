namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>Tickets keep what was predicted from which features, until the label comes.</summary>
[GenerateSerializer, Immutable, Alias("ddl.TicketSpec")]
public sealed record TicketSpec
{
    /// <summary>Tickets that are open at once; 0 (no tickets are given) to 1,000,000.</summary>
    [Id(0)] public int Most { get; init; } = 10_000;

    /// <summary>How long a ticket waits for its label; 1 s to 366 days.</summary>
    [Id(1)] public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(7);
}
