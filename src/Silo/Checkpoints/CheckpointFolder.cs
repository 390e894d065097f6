using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Silo.Metrics;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Checkpoints;

namespace DistributedDL.Silo.Checkpoints;

/// <summary>
/// The checkpoints of one owner. The folder is the owner's own: equal checkpoints of two owners would be one
/// content-addressed blob, and deleting one would delete the other's.
/// </summary>
internal sealed class CheckpointFolder(IBlobStore blobs, SiloMetrics metrics, TimeProvider time, string kind, string owner)
{
    private readonly TensorStore _store = new(blobs, $"checkpoints/{kind}/{owner}");

    /// <summary>Hashing and writing megabytes is no work for a grain turn: it runs on the thread pool.</summary>
    public async Task<CheckpointPointer> Save(IReadOnlyList<NamedTensor> tensors, long position, CancellationToken cancellation = default)
    {
        var begun = time.GetTimestamp();
        var sha256 = await Task.Run(() => _store.Save(tensors, cancellation), cancellation);
        metrics.Checkpointed(kind, time.GetElapsedTime(begun).TotalSeconds);
        return new CheckpointPointer(sha256, position);
    }

    /// <exception cref="CorruptBlobException">It is missing, truncated or edited; names the blob.</exception>
    public async Task<IReadOnlyList<NamedTensor>> Load(CheckpointPointer pointer, CancellationToken cancellation = default)
    {
        try
        {
            return await Task.Run(() => _store.Load(pointer.Sha256, cancellation), cancellation);
        }
        catch (BlobNotFoundException e)
        {
            throw new CorruptBlobException(e.Blob, "it is missing");
        }
    }

    /// <summary>Deletes every checkpoint but this one; call it when the pointer to it is durable.</summary>
    public async Task KeepOnly(CheckpointPointer pointer, CancellationToken cancellation = default)
    {
        var others = new List<string>();
        await foreach (var blob in blobs.List($"{_store.Folder}/", cancellation))
        {
            if (!blob.Name.Contains(pointer.Sha256, StringComparison.Ordinal)) others.Add(blob.Name);
        }
        foreach (var name in others) await blobs.Delete(name, cancellation: cancellation);
    }
}
