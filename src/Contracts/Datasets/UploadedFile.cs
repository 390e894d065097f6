namespace DistributedDL.Contracts.Datasets;

/// <summary>A file of an import that the gateway has put into the blob store.</summary>
/// <param name="FileName">The user's name of the file, without folders.</param>
/// <param name="Blob">Where it lies in the store.</param>
[GenerateSerializer, Immutable, Alias("ddl.UploadedFile")]
public sealed record UploadedFile([property: Id(0)] string FileName, [property: Id(1)] string Blob, [property: Id(2)] long LengthBytes);
