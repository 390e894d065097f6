using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Storage.Blobs.Azure;

/// <summary>Blobs in Azure Blob Storage, for any number of processes at once. Thread-safe.</summary>
/// <remarks>
/// What is put is a block blob, what is begun by an append is an append blob. The service never changes the kind of a blob, so where an append blob is
/// put over, or nears its limit of blocks, the content goes into a block blob beside it, named with a <c>~</c>, and the append blob's metadata
/// point there: one conditional request, before which the old content holds and after which the new one does. README.md has the rules.
/// </remarks>
public sealed partial class AzureBlobStore : IBlobStore
{
    private const int Rounds = 8;

    private readonly AzureContainers _containers;
    private readonly AppendPositions _positions = new(capacity: 1024);
    private readonly ConcurrentDictionary<string, UnknownWrite> _unknown = new(StringComparer.Ordinal);

    /// <param name="options">Sound, as <see cref="StorageRegistration"/> checks them.</param>
    public AzureBlobStore(AzureBlobOptions options) : this(options, null) { }

    /// <param name="perAttempt">Sees each attempt of a request, nearest to the wire.</param>
    /// <exception cref="ArgumentException">An option is wrong; says every fault.</exception>
    internal AzureBlobStore(AzureBlobOptions options, HttpPipelinePolicy? perAttempt)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (AzureBlobOptionsValidator.Faults(options) is { Count: > 0 } faults) throw new ArgumentException(string.Join("; ", faults), nameof(options));
        _containers = new AzureContainers(options, perAttempt);
    }

    /// <summary>Blocks at which an append blob is made a block blob; the service takes 50,000.</summary>
    internal int MostAppendBlocks { get; init; } = 49_000;

    /// <summary>Creates the containers where they are absent; every call does so first when it was not done.</summary>
    /// <exception cref="StoreUnavailableException">The service cannot be reached.</exception>
    public Task CreateContainers() => _containers.Create();

    public async Task<BlobProperties?> GetProperties(string name, CancellationToken cancellation = default)
    {
        await Begin(name, cancellation);
        Settle(name);
        return (await Find(name, cancellation))?.Properties;
    }

    public async Task<Stream> OpenRead(string name, CancellationToken cancellation = default)
    {
        await Begin(name, cancellation);
        Settle(name);
        var (container, blob) = _containers.Of(name);
        var (stream, body) = await AzureReadStream.Open(container, blob, name, cancellation);
        if (body is not null) (stream, _) = await AzureReadStream.Open(container, AzureBlob.BodyOf(blob, body), name, cancellation);
        if (stream is not null) return stream;
        return await Find(name, cancellation) is { } found ? new AzureReadStream(found) : throw new BlobNotFoundException(name);
    }

    public async IAsyncEnumerable<BlobProperties> List(string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        BlobName.RequirePrefix(prefix);
        await _containers.Create();
        await using var blobs = ListBlobs(prefix, cancellation).GetAsyncEnumerator(cancellation);
        await using var states = ListGrainStates(prefix, cancellation).GetAsyncEnumerator(cancellation);
        var (hasBlob, hasState) = (await blobs.MoveNextAsync(), await states.MoveNextAsync());
        while (hasBlob || hasState)
        {
            if (hasBlob && (!hasState || string.CompareOrdinal(blobs.Current.Name, states.Current.Name) < 0))
            {
                yield return blobs.Current;
                hasBlob = await blobs.MoveNextAsync();
            }
            else
            {
                yield return states.Current;
                hasState = await states.MoveNextAsync();
            }
        }
    }

    public async Task<bool> Delete(string name, BlobCondition condition = default, CancellationToken cancellation = default)
    {
        await Begin(name, cancellation);
        for (var round = 1; ; round++)
        {
            var found = await Find(name, cancellation);
            AzureBlob.Check(name, condition, found);
            if (found is null) return false;
            var attempts = new AttemptCounter.Attempts();
            try
            {
                using var counted = AttemptCounter.Count(attempts);
                await AzureCall.Run(() => found.Container.GetBlobClient(found.Blob).DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, found.IsUnchanged, cancellation), cancellation);
            }
            catch (RequestFailedException e) when (AzureCall.IsRefusal(e))
            {
                // Gone after a lost response: the first attempt has done it.
                if (attempts.Most < 2 || await FindBlob(found.Container, found.Blob, name, null, cancellation) is not null)
                {
                    if (round < Rounds) continue;
                    throw new BlobConditionException(name, $"ETag {found.ETag}", null, null);
                }
            }
            // A pointer without content is no blob: should the process die here, the next look removes it.
            if (found.Pointer is { } pointer) await RemovePointer(name, pointer, cancellation);
            _positions.Forget(name);
            return true;
        }
    }

    private async Task Begin(string name, CancellationToken cancellation)
    {
        BlobName.Require(name);
        cancellation.ThrowIfCancellationRequested();
        await _containers.Create();
    }

    // Whoever has read the blob builds on it: from then on a put that was given up counts as another writer's.
    private void Settle(string name)
    {
        if (_unknown.TryGetValue(name, out var write) && write.ExpectedLength is null) _unknown.TryRemove(name, out _);
    }

    /// <summary>What is under a name, now.</summary>
    private async Task<AzureBlob?> Find(string name, CancellationToken cancellation)
    {
        var (container, blob) = _containers.Of(name);
        if (await FindBlob(container, blob, name, null, cancellation) is not var (found, body)) return null;
        if (body is null) return found;
        if (await FindBlob(container, AzureBlob.BodyOf(blob, body), name, found.ETag, cancellation) is var (content, _)) return content;
        await RemovePointer(name, found.ETag, cancellation);
        return null;
    }

    private static async Task<(AzureBlob Blob, string? Body)?> FindBlob(BlobContainerClient container, string blob, string name, string? pointer, CancellationToken cancellation)
    {
        try
        {
            var found = (await AzureCall.Run(() => container.GetBlobClient(blob).GetPropertiesAsync(cancellationToken: cancellation), cancellation)).Value;
            found.Metadata.TryGetValue(AzureBlob.WriteKey, out var write);
            found.Metadata.TryGetValue(AzureBlob.BodyKey, out var body);
            return (new AzureBlob(container, blob, name, found.ContentLength, AzureBlob.Text(found.ETag), found.BlobType == BlobType.Append, found.BlobCommittedBlockCount, write,
                AzureBlob.OriginOf(found.Metadata), pointer), body);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private async Task RemovePointer(string name, string etag, CancellationToken cancellation)
    {
        var (container, blob) = _containers.Of(name);
        try
        {
            await AzureCall.Run(() => container.GetBlobClient(blob).DeleteAsync(
                DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = AzureBlob.Header(etag) }, cancellation), cancellation);
        }
        catch (RequestFailedException e) when (AzureCall.IsRefusal(e))
        {
            // Another caller was first.
        }
    }

    private IAsyncEnumerable<BlobProperties> ListBlobs(string prefix, CancellationToken cancellation) =>
        ListIn(_containers.Blobs, prefix, "", name => !name.StartsWith(AzureContainers.GrainStatePrefix, StringComparison.Ordinal), cancellation);

    private IAsyncEnumerable<BlobProperties> ListGrainStates(string prefix, CancellationToken cancellation)
    {
        const string own = AzureContainers.GrainStatePrefix;
        if (prefix.StartsWith(own, StringComparison.Ordinal)) return ListIn(_containers.GrainStates, prefix[own.Length..], own, _ => true, cancellation);
        return own.StartsWith(prefix, StringComparison.Ordinal) ? ListIn(_containers.GrainStates, "", own, _ => true, cancellation) : AsyncEnumerable.Empty<BlobProperties>();
    }

    private async IAsyncEnumerable<BlobProperties> ListIn(
        BlobContainerClient container, string prefix, string before, Func<string, bool> belongs, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var pages = container.GetBlobsAsync(new GetBlobsOptions { Traits = BlobTraits.Metadata, Prefix = prefix.Length == 0 ? null : prefix }, cancellation)
            .AsPages().GetAsyncEnumerator(cancellation);
        await using var _ = pages;
        while (await AzureCall.Run(() => pages.MoveNextAsync().AsTask(), cancellation))
        {
            foreach (var item in pages.Current.Values)
            {
                var name = before + item.Name;
                if (!belongs(item.Name) || !BlobName.IsValid(name)) continue;
                if (item.Metadata?.ContainsKey(AzureBlob.BodyKey) != true)
                    yield return new BlobProperties(name, item.Properties.ContentLength ?? 0, AzureBlob.Text(item.Properties.ETag ?? default));
                else if (await Find(name, cancellation) is { } moved) yield return moved.Properties;
            }
        }
    }
}
