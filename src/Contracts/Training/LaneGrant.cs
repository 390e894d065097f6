namespace DistributedDL.Contracts.Training;

/// <summary>What a run gets of the queue.</summary>
/// <param name="Silos">A silo a rank; empty while the run waits.</param>
/// <param name="Ahead">Runs that come before it.</param>
/// <param name="MayGrow">Lanes are free that nobody waits for, and the run has fewer ranks than it asked for.</param>
[GenerateSerializer, Immutable, Alias("ddl.LaneGrant")]
public sealed record LaneGrant(
    [property: Id(0)] IReadOnlyList<SiloAddress> Silos,
    [property: Id(1)] int Ahead,
    [property: Id(2)] bool MayGrow);
