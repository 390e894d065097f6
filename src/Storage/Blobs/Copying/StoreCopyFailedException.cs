namespace DistributedDL.Storage.Blobs.Copying;

/// <summary>A blob could not be copied; those before it are, and the same copy again goes on.</summary>
public sealed class StoreCopyFailedException(string blob, string reason, Exception? inner = null) : Exception($"blob '{blob}': {reason}", inner)
{
    public string Blob { get; } = blob;
}
