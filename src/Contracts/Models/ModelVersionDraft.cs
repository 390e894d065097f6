using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Contracts.Models;

/// <summary>A version to be published; its weights are in the store already, under their digest.</summary>
/// <param name="OperationId">Publishing twice with the same id gives the version of the first time.</param>
/// <param name="Promote">Make it <c>live</c> as well.</param>
[GenerateSerializer, Immutable, Alias("ddl.ModelVersionDraft")]
public sealed record ModelVersionDraft(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string WeightsSha256,
    [property: Id(2)] ArchitectureSpec Architecture,
    [property: Id(3)] ModelSignature Signature,
    [property: Id(4)] Lineage Lineage,
    [property: Id(5)] IReadOnlyDictionary<string, double> Metrics,
    [property: Id(6)] bool Promote)
{
    /// <summary>What has to hold for <see cref="Promote"/>; else the version is published as a candidate.</summary>
    [Id(7)] public PromoteGuard? Guard { get; init; }
}
