namespace DistributedDL.Contracts.Training;

/// <summary>What a run asks of the queue, again and again while it waits and while it computes.</summary>
/// <param name="Home">The silo that the run's grain is on: chosen among silos that are equally free.</param>
/// <param name="WorldSize">Ranks it would like; it gets fewer only where the cluster has fewer lanes.</param>
/// <param name="Held">What it computes on now, a silo a rank; empty while it waits. A queue that was lost with its silo learns of it so.</param>
[GenerateSerializer, Immutable, Alias("ddl.LaneRequest")]
public sealed record LaneRequest(
    [property: Id(0)] string Run,
    [property: Id(1)] int Priority,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] int WorldSize,
    [property: Id(4)] SiloAddress Home,
    [property: Id(5)] IReadOnlyList<SiloAddress> Held);
