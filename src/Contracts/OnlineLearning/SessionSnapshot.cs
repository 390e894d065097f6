namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>How a snapshot is asked for.</summary>
/// <param name="OperationId">The same id again gives the same version.</param>
/// <param name="Promote">Make it live, if <paramref name="Guard"/> allows.</param>
[GenerateSerializer, Immutable, Alias("ddl.SessionSnapshot")]
public sealed record SessionSnapshot(
    [property: Id(0)] string OperationId,
    [property: Id(1)] bool Promote,
    [property: Id(2)] PromoteGuard? Guard);
