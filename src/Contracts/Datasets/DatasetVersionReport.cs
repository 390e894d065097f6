namespace DistributedDL.Contracts.Datasets;

/// <summary>One immutable state of a data set.</summary>
/// <param name="ManifestSha256">Digest of the manifest, which holds the digests of all chunks.</param>
/// <param name="LengthBytes">Size of the stored chunks.</param>
/// <param name="SkippedExamples">Left out because they could not be decoded, as the import had asked.</param>
[GenerateSerializer, Immutable, Alias("ddl.DatasetVersionReport")]
public sealed record DatasetVersionReport(
    [property: Id(0)] int Version,
    [property: Id(1)] FeatureSchema Features,
    [property: Id(2)] TargetSchema Target,
    [property: Id(3)] IReadOnlyList<SplitReport> Splits,
    [property: Id(4)] string ManifestSha256,
    [property: Id(5)] long LengthBytes,
    [property: Id(6)] DateTimeOffset CreatedAt,
    [property: Id(7)] long SkippedExamples = 0);
