namespace DistributedDL.Storage.Blobs;

/// <summary>A conditional write found the blob in another state; nothing was written.</summary>
public sealed class BlobConditionException(string blob, string expected, string? currentETag, long? currentLength)
    : Exception($"blob '{blob}': expected {expected}, found {(currentETag is null ? "no blob" : $"ETag {currentETag}, {currentLength} bytes")}")
{
    public string Blob { get; } = blob;

    /// <summary>Null when there is no such blob.</summary>
    public string? CurrentETag { get; } = currentETag;

    public long? CurrentLength { get; } = currentLength;
}
