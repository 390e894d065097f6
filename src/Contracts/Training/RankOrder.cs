namespace DistributedDL.Contracts.Training;

/// <summary>What a rank is to compute, and where it finds the others.</summary>
/// <param name="Rank">1 to <paramref name="WorldSize"/> − 1; rank 0 is where the run's grain is.</param>
/// <param name="Token">Of this attempt alone: ranks that have another do not belong to it.</param>
/// <param name="Below">Where ranks 0 to <paramref name="Rank"/> − 1 are called, as in <c>10.0.0.7:11112</c>.</param>
/// <param name="Job">The run's job as JSON.</param>
[GenerateSerializer, Immutable, Alias("ddl.RankOrder")]
public sealed record RankOrder(
    [property: Id(0)] string Run,
    [property: Id(1)] int Attempt,
    [property: Id(2)] int Rank,
    [property: Id(3)] int WorldSize,
    [property: Id(4)] Guid Token,
    [property: Id(5)] IReadOnlyList<string> Below,
    [property: Id(6)] string Job);
