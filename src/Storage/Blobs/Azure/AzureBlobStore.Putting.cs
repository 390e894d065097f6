using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Storage.Blobs.Azure;

/// <summary>
/// A put: (1) the write has an id, which goes into the blob's metadata; (2) it is tried where most blobs are, under the name itself;
/// (3) where it is refused, what is there decides: our own id means that an attempt before did it and its response was lost; a condition that
/// does not hold is the caller's; an append blob is not to be replaced, so its successor is written beside it and (4) the append blob made
/// to point there.
/// </summary>
public sealed partial class AzureBlobStore
{
    public async Task<BlobProperties> Put(string name, Stream content, BlobCondition condition = default, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        await Begin(name, cancellation);
        // (1)
        var id = NewId();
        using var upload = new BlockUpload(content, id);
        await upload.Begin(cancellation);
        _positions.Forget(name);
        try
        {
            var put = await Put(name, upload, id, condition, cancellation);
            _unknown.TryRemove(name, out _);
            return put;
        }
        catch (StoreUnavailableException)
        {
            _unknown.AddOrUpdate(name, _ => UnknownWrite.OfPut(id, condition, null), (_, before) => UnknownWrite.OfPut(id, condition, before));
            throw;
        }
    }

    private async Task<BlobProperties> Put(string name, BlockUpload upload, string id, BlobCondition condition, CancellationToken cancellation)
    {
        var (container, blob) = _containers.Of(name);
        var target = new PutTarget(container.GetBlockBlobClient(blob), AzureBlob.Conditions(condition), null);
        for (var round = 1; ; round++)
        {
            try
            {
                // (2)
                var (etag, length) = await upload.WriteTo(target.Client, target.Conditions, cancellation);
                // (4)
                if (target.Pointer is { } pointer) await PointTo(name, target.Body!, pointer, target.Origin, cancellation);
                return new BlobProperties(name, length, etag);
            }
            catch (RequestFailedException e) when (AzureCall.IsRefusal(e))
            {
                // (3)
                var found = await Find(name, cancellation);
                if (found?.Write == id)
                {
                    return found.Properties;
                }
                if (target.Pointer is not null) await target.Client.DeleteIfExistsAsync(cancellationToken: cancellation);
                var wanted = Repeated(name, condition, found) ?? condition;
                AzureBlob.Check(name, wanted, found);
                if (round == Rounds) throw new BlobConditionException(name, "no other writer", found?.ETag, found?.Length);
                target = TargetOf(name, wanted, found);
                if (!upload.Fits(target.Client)) throw new BlobConditionException(name, "no other writer", found?.ETag, found?.Length);
            }
        }
    }

    private PutTarget TargetOf(string name, BlobCondition condition, AzureBlob? found)
    {
        var (container, blob) = _containers.Of(name);
        if (found is { IsAppend: true })
        {
            var body = NewId();
            return new PutTarget(container.GetBlockBlobClient(AzureBlob.BodyOf(blob, body)), null, found.ETag, body, found.Origin);
        }
        // Content that was pointed to is replaced where it is. It must be there still: alone, without its pointer, it would be lost.
        return found is { Pointer: not null }
            ? new PutTarget(container.GetBlockBlobClient(found.Blob), found.IsUnchanged, null)
            : new PutTarget(container.GetBlockBlobClient(blob), AzureBlob.Conditions(condition), null);
    }

    /// <summary>Makes an append blob point to the content that replaces its own; refused when anybody has appended since.</summary>
    private async Task PointTo(string name, string body, string etag, string? origin, CancellationToken cancellation)
    {
        var (container, blob) = _containers.Of(name);
        var client = container.GetBlobClient(blob);
        var conditions = new BlobRequestConditions { IfMatch = AzureBlob.Header(etag) };
        var metadata = new Dictionary<string, string> { [AzureBlob.BodyKey] = body };
        // Who reads the old content at this moment may go on to its end.
        if (origin is not null) metadata[AzureBlob.OriginKey] = origin;
        await AzureCall.Run(() => client.SetMetadataAsync(metadata, conditions, cancellation), cancellation);
    }

    /// <summary>
    /// The condition under which a call repeats a write that was given up without an answer and was done after all: what is there is
    /// the caller's own, on which nobody has built.
    /// </summary>
    private BlobCondition? Repeated(string name, BlobCondition condition, AzureBlob? found) =>
        found is not null && found.Write is { } write && _unknown.TryGetValue(name, out var before) && before.Condition == condition && before.Ids.Contains(write)
            ? BlobCondition.Match(found.ETag)
            : null;

    private static string NewId() => Guid.NewGuid().ToString("N");

    private sealed record PutTarget(BlockBlobClient Client, BlobRequestConditions? Conditions, string? Pointer, string? Body = null, string? Origin = null);
}
