namespace DistributedDL.Storage.Blobs;

/// <summary>A stored blob, without its content.</summary>
/// <param name="ETag">Changes with every write of the blob.</param>
public sealed record BlobProperties(string Name, long LengthBytes, string ETag);
