using System.Buffers;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Storage.Blobs.Azure;

/// <summary>
/// An append: (1) where the blob is and what it is, is remembered from the append before, else looked up; (2) an append blob takes the data
/// as one block at the expected position, (3) a block blob as staged blocks and one commit; (4) what an append blob cannot take as one block,
/// and what would near its limit of blocks, makes it a block blob with the data in it. (5) A refusal is the caller's, except after a
/// lost response: there the bytes, or the id of the write, tell whether an attempt before did it.
/// </summary>
public sealed partial class AzureBlobStore
{
    /// <summary>100 MiB in the service's newer versions; less, so that one attempt ends within its time.</summary>
    private const int MostAppendBytes = 32 << 20;

    /// <summary>A last block below this is staged again with what is appended, so that blocks do not become many.</summary>
    private const int SmallBlockBytes = 256 << 10;

    public async Task<long> Append(string name, ReadOnlyMemory<byte> data, long expectedLength, CancellationToken cancellation = default)
    {
        BlobName.Require(name);
        ArgumentOutOfRangeException.ThrowIfNegative(expectedLength);
        await Begin(name, cancellation);
        // From here on it is done or not done; a cancellation half-way would leave the caller not knowing.
        var write = new AppendWrite(NewId(), new AttemptCounter.Attempts());
        try
        {
            for (var round = 1; ; round++)
                if (await TryAppend(name, data, expectedLength, write, round == Rounds)) break;
            _unknown.TryRemove(name, out _);
            return expectedLength + data.Length;
        }
        catch (StoreUnavailableException)
        {
            _positions.Forget(name);
            _unknown[name] = UnknownWrite.OfAppend(expectedLength);
            throw;
        }
    }

    /// <returns>False where another look at the blob is needed.</returns>
    private async Task<bool> TryAppend(string name, ReadOnlyMemory<byte> data, long expectedLength, AppendWrite write, bool isLast)
    {
        // (1)
        var remembered = data.IsEmpty ? null : _positions.Find(name);
        var at = remembered?.Length == expectedLength ? remembered : await Find(name, default);
        if (at is null)
        {
            if (expectedLength != 0) throw new BlobConditionException(name, $"{expectedLength} bytes", null, null);
            return await Create(name, write, data);
        }
        if (at != remembered && at.Length != expectedLength) return await Landed(at, data, expectedLength, write) ? true : throw Elsewhere(at, expectedLength);
        if (data.IsEmpty) return true;
        try
        {
            if (!at.IsAppend) await AppendBlocks(at, data, write.Id);
            else if (data.Length > MostAppendBytes || at.Blocks >= MostAppendBlocks) await MakeBlockBlob(at, data, write.Id);
            else await AppendBlock(at, data, expectedLength, write.Attempts);
            return true;
        }
        catch (RequestFailedException e) when (AzureCall.IsRefusal(e))
        {
            // (5)
            _positions.Forget(name);
            var found = await Find(name, default);
            if (found is not null && await Landed(found, data, expectedLength, write)) return true;
            if (found?.Length == expectedLength && !isLast) return false;
            throw found is null ? new BlobConditionException(name, $"{expectedLength} bytes", null, null) : Elsewhere(found, expectedLength);
        }
    }

    private static BlobConditionException Elsewhere(AzureBlob found, long expectedLength) =>
        new(found.Name, $"{expectedLength} bytes", found.ETag, found.Length);

    private async Task<bool> Create(string name, AppendWrite write, ReadOnlyMemory<byte> data)
    {
        var (container, blob) = _containers.Of(name);
        var options = new AppendBlobCreateOptions
        {
            Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All },
            Metadata = new Dictionary<string, string> { [AzureBlob.WriteKey] = write.Id },
        };
        try
        {
            var created = (await AzureCall.Run(() => container.GetAppendBlobClient(blob).CreateAsync(options), default)).Value;
            _positions.Set(new AzureBlob(container, blob, name, 0, AzureBlob.Text(created.ETag), IsAppend: true, 0, write.Id, write.Id));
        }
        catch (RequestFailedException e) when (AzureCall.IsInvalidType(e))
        {
            // Blocks of a put that was never committed: only a block blob can be made of them.
            using var upload = new BlockUpload(Stream.Null, write.Id);
            await upload.Begin(default);
            await upload.WriteTo(container.GetBlockBlobClient(blob), AzureBlob.Conditions(BlobCondition.Absent), default);
        }
        catch (RequestFailedException e) when (AzureCall.IsRefusal(e))
        {
            // Another writer, or our own first attempt: the length tells.
        }
        return data.IsEmpty;
    }

    // (2)
    private async Task AppendBlock(AzureBlob at, ReadOnlyMemory<byte> data, long expectedLength, AttemptCounter.Attempts attempts)
    {
        // The ETag too: an append blob that points elsewhere has its old length still.
        var options = new AppendBlobAppendBlockOptions
        {
            Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = expectedLength, IfMatch = AzureBlob.Header(at.ETag) },
        };
        await using var bytes = BinaryData.FromBytes(data).ToStream();
        // Of this request alone: a look-up that was retried says nothing of what was written. Blocks that are committed bear the id of their write.
        using var counted = AttemptCounter.Count(attempts);
        var appended = (await AzureCall.Run(() => at.Container.GetAppendBlobClient(at.Blob).AppendBlockAsync(bytes, options), default)).Value;
        _positions.Set(at with { Length = expectedLength + data.Length, ETag = AzureBlob.Text(appended.ETag), Blocks = appended.BlobCommittedBlockCount });
    }

    // (3)
    private static async Task AppendBlocks(AzureBlob at, ReadOnlyMemory<byte> data, string id)
    {
        var client = at.Container.GetBlockBlobClient(at.Blob);
        var list = (await AzureCall.Run(() => client.GetBlockListAsync(BlockListTypes.Committed), default)).Value.CommittedBlocks.ToList();
        var covered = list.Sum(block => block.SizeLong);
        var kept = list.Select(block => block.Name).ToList();
        if (covered != at.Length) (covered, kept) = (0, []);
        else if (list is [.., { SizeLong: < SmallBlockBytes } last]) (covered, kept) = (covered - last.SizeLong, kept[..^1]);
        await using var before = new AzureReadStream(at) { Position = covered };
        await Stage(client, before, data, id, kept);
        var metadata = new Dictionary<string, string> { [AzureBlob.WriteKey] = id };
        if (at.Origin is not null) metadata[AzureBlob.OriginKey] = at.Origin;
        var commit = new CommitBlockListOptions { Conditions = at.IsUnchanged, Metadata = metadata };
        await AzureCall.Run(() => client.CommitBlockListAsync(kept, commit), default);
    }

    // (4)
    private async Task MakeBlockBlob(AzureBlob at, ReadOnlyMemory<byte> data, string id)
    {
        var body = NewId();
        var client = at.Container.GetBlockBlobClient(AzureBlob.BodyOf(at.Blob, body));
        var blocks = new List<string>();
        await using (var before = new AzureReadStream(at)) await Stage(client, before, data, id, blocks);
        var commit = new CommitBlockListOptions { Metadata = new Dictionary<string, string> { [AzureBlob.WriteKey] = id } };
        await AzureCall.Run(() => client.CommitBlockListAsync(blocks, commit), default);
        _positions.Forget(at.Name);
        try
        {
            await PointTo(at.Name, body, at.ETag, at.Origin, default);
        }
        catch (RequestFailedException e) when (AzureCall.IsRefusal(e))
        {
            if (await Find(at.Name, default) is { } found && found.Write == id) return;
            await client.DeleteIfExistsAsync();
            throw;
        }
    }

    private static async Task Stage(BlockBlobClient client, Stream before, ReadOnlyMemory<byte> data, string id, List<string> blocks)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockUpload.BlockBytes);
        try
        {
            for (int number = 0, taken = 0; ; number++)
            {
                var filled = await before.ReadAtLeastAsync(buffer.AsMemory(0, BlockUpload.BlockBytes), BlockUpload.BlockBytes, throwOnEndOfStream: false);
                var more = Math.Min(BlockUpload.BlockBytes - filled, data.Length - taken);
                data.Slice(taken, more).CopyTo(buffer.AsMemory(filled));
                (filled, taken) = (filled + more, taken + more);
                if (filled == 0) return;
                var block = BlockUpload.BlockId(id, number);
                using var bytes = new MemoryStream(buffer, 0, filled, writable: false);
                await AzureCall.Run(() => client.StageBlockAsync(block, bytes, new BlockBlobStageBlockOptions()), default);
                blocks.Add(block);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether what is there is the work of this append: of an attempt whose response was lost, or of the same call before, which was given up.</summary>
    private async Task<bool> Landed(AzureBlob found, ReadOnlyMemory<byte> data, long expectedLength, AppendWrite write)
    {
        if (found.Write == write.Id && !found.IsAppend) return true;
        var wasGivenUp = _unknown.TryGetValue(found.Name, out var before) && before.ExpectedLength == expectedLength;
        if (write.Attempts.Most < 2 && !wasGivenUp) return false;
        if (data.IsEmpty || found.Length < expectedLength + data.Length) return false;
        await using var content = new AzureReadStream(found) { Position = expectedLength };
        var bytes = new byte[data.Length];
        await content.ReadExactlyAsync(bytes);
        return bytes.AsSpan().SequenceEqual(data.Span);
    }

    private sealed record AppendWrite(string Id, AttemptCounter.Attempts Attempts);
}
