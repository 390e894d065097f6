namespace DistributedDL.Contracts.Training;

/// <summary>Something that befell a run and is no epoch: a rank lost, a restart, another number of ranks.</summary>
/// <param name="Attempt">The attempt that it befell.</param>
[GenerateSerializer, Immutable, Alias("ddl.RunEvent")]
public sealed record RunEvent([property: Id(0)] DateTimeOffset At, [property: Id(1)] int Attempt, [property: Id(2)] string Text);
