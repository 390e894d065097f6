using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace DistributedDL.Storage.Blobs.Azure;

/// <summary>A blob as it was found: which one of the service holds the content, and in what kind.</summary>
/// <param name="Container">Of the blob that holds the content.</param>
/// <param name="Blob">Its name in the container.</param>
/// <param name="IsAppend">An append blob; otherwise a block blob.</param>
/// <param name="Blocks">Committed blocks of an append blob.</param>
/// <param name="Write">Id of the write that made its content, where it is known.</param>
/// <param name="Origin">Id of the write since which bytes were only added.</param>
/// <param name="Pointer">ETag of the append blob under the name that points to the content; null where the content is under the name itself.</param>
internal sealed record AzureBlob(
    BlobContainerClient Container, string Blob, string Name, long Length, string ETag, bool IsAppend, int Blocks, string? Write, string? Origin, string? Pointer = null)
{
    /// <summary>Metadata: id of the write that made the content.</summary>
    public const string WriteKey = "ddl_write";

    /// <summary>Metadata: id of the write since which bytes were only added, where that is another one.</summary>
    public const string OriginKey = "ddl_origin";

    /// <summary>Metadata of an append blob whose content moved: last part of the name of the blob that holds it.</summary>
    public const string BodyKey = "ddl_body";

    /// <summary>No blob name of ours holds it, so names with it are the store's own.</summary>
    public const char OwnMark = '~';

    public DistributedDL.Storage.Blobs.BlobProperties Properties => new(Name, Length, ETag);

    public BlobRequestConditions IsUnchanged => new() { IfMatch = Header(ETag) };

    public static string? OriginOf(IDictionary<string, string> metadata) =>
        metadata.TryGetValue(OriginKey, out var origin) || metadata.TryGetValue(WriteKey, out origin) ? origin : null;

    public static string BodyOf(string blob, string body) => $"{blob}{OwnMark}{body}";

    /// <summary>As the service lists and as it answers, with and without quotes, it is the same tag.</summary>
    public static string Text(ETag etag) => etag.ToString().Trim('"');

    public static ETag Header(string etag) => new($"\"{etag}\"");

    public static BlobRequestConditions? Conditions(BlobCondition condition) => condition switch
    {
        { IfAbsent: true } => new BlobRequestConditions { IfNoneMatch = global::Azure.ETag.All },
        { IfMatch: { } etag } => new BlobRequestConditions { IfMatch = Header(etag) },
        _ => null,
    };

    /// <exception cref="BlobConditionException">The condition does not hold of what was found.</exception>
    public static void Check(string name, BlobCondition condition, AzureBlob? found)
    {
        if (condition.IfAbsent && found is not null) throw new BlobConditionException(name, "no blob", found.ETag, found.Length);
        if (condition.IfMatch is { } expected && found?.ETag != expected) throw new BlobConditionException(name, $"ETag {expected}", found?.ETag, found?.Length);
    }
}
