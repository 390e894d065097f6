namespace DistributedDL.Contracts.Models;

/// <summary>One immutable numbered state of a model.</summary>
/// <param name="WeightsSha256">SHA-256 of the snapshot file that holds its weights, in hex.</param>
[GenerateSerializer, Immutable, Alias("ddl.ModelVersionReport")]
public sealed record ModelVersionReport(
    [property: Id(0)] string Model,
    [property: Id(1)] int Version,
    [property: Id(2)] string WeightsSha256,
    [property: Id(3)] long Parameters,
    [property: Id(4)] ArchitectureSpec Architecture,
    [property: Id(5)] ModelSignature Signature,
    [property: Id(6)] Lineage Lineage,
    [property: Id(7)] IReadOnlyDictionary<string, double> Metrics,
    [property: Id(8)] DateTimeOffset CreatedAt)
{
    /// <summary>Why it was not made live though that was asked; null otherwise.</summary>
    [Id(9)] public string? Candidate { get; init; }
}
