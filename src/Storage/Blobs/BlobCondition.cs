namespace DistributedDL.Storage.Blobs;

/// <summary>What must hold of a blob for a write to happen; the default asks for nothing.</summary>
public readonly record struct BlobCondition
{
    /// <summary>The blob has this ETag (HTTP <c>If-Match</c>).</summary>
    public string? IfMatch { get; init; }

    /// <summary>There is no such blob (HTTP <c>If-None-Match: *</c>).</summary>
    public bool IfAbsent { get; init; }

    public static BlobCondition Match(string etag) => new() { IfMatch = etag };

    public static BlobCondition Absent => new() { IfAbsent = true };
}
