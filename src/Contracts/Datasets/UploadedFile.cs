namespace DistributedDL.Contracts.Datasets;

/// <summary>A file of an import that the gateway has put into the blob store.</summary>
/// <param name="FileName">The user's name of the file, without folders.</param>
/// <param name="Blob">Where it lies in the store.</param>
/// <param name="Split">The split that the user gave it for; null when its content or the fractions decide.</param>
[GenerateSerializer, Immutable, Alias("ddl.UploadedFile")]
public sealed record UploadedFile([property: Id(0)] string FileName, [property: Id(1)] string Blob, [property: Id(2)] long LengthBytes, [property: Id(3)] string? Split = null);
