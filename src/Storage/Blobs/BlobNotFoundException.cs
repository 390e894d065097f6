namespace DistributedDL.Storage.Blobs;

/// <summary>There is no blob of this name.</summary>
public sealed class BlobNotFoundException(string blob, Exception? inner = null) : Exception($"there is no blob '{blob}'", inner)
{
    public string Blob { get; } = blob;
}
