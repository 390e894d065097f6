namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>A reservoir of earlier examples (Vitter 1985), each equally likely to be in it, that are learned again beside new ones.</summary>
/// <param name="Size">Examples in the reservoir; 1 to 1,000,000.</param>
/// <param name="Share">Earlier examples for each new one; above 0 and at most 16. Fractions add up from update to update.</param>
[GenerateSerializer, Immutable, Alias("ddl.ReplaySpec")]
public sealed record ReplaySpec([property: Id(0)] int Size, [property: Id(1)] double Share = 1);
