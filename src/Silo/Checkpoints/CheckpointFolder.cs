using System.Globalization;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Silo.Metrics;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Checkpoints;

namespace DistributedDL.Silo.Checkpoints;

/// <summary>
/// The checkpoints of one owner. The folder is the owner's own: equal checkpoints of two owners would be one
/// content-addressed blob, and deleting one would delete the other's. For the same reason each writer has its own folder in it: one that was frozen
/// and wakes after another took over may still delete, but only what it or writers before it wrote.
/// </summary>
internal sealed class CheckpointFolder(IBlobStore blobs, SiloMetrics metrics, TimeProvider time, string kind, string owner)
{
    private readonly string _folder = $"checkpoints/{kind}/{owner}";

    /// <summary>Hashing and writing megabytes is no work for a grain turn: it runs on the thread pool.</summary>
    /// <param name="writer">Higher than that of every writer before.</param>
    public async Task<CheckpointPointer> Save(IReadOnlyList<NamedTensor> tensors, long position, long writer, CancellationToken cancellation = default)
    {
        var begun = time.GetTimestamp();
        var sha256 = await Task.Run(() => StoreOf(writer).Save(tensors, cancellation), cancellation);
        metrics.Checkpointed(kind, time.GetElapsedTime(begun).TotalSeconds);
        return new CheckpointPointer(sha256, position, writer);
    }

    /// <exception cref="CorruptBlobException">It is missing, truncated or edited; names the blob.</exception>
    public async Task<IReadOnlyList<NamedTensor>> Load(CheckpointPointer pointer, CancellationToken cancellation = default)
    {
        try
        {
            return await Task.Run(() => StoreOf(pointer.Writer).Load(pointer.Sha256, cancellation), cancellation);
        }
        catch (BlobNotFoundException e)
        {
            throw new CorruptBlobException(e.Blob, "it is missing");
        }
    }

    /// <summary>A checkpoint by its digest, whoever wrote it.</summary>
    /// <exception cref="CorruptBlobException">It is missing, truncated or edited; names the blob.</exception>
    public async Task<IReadOnlyList<NamedTensor>> Load(string sha256, CancellationToken cancellation = default)
    {
        var writer = 0L;
        await foreach (var blob in blobs.List($"{_folder}/", cancellation))
        {
            if (blob.Name.Contains(sha256, StringComparison.Ordinal)) writer = WriterOf(blob.Name);
        }
        return await Load(new CheckpointPointer(sha256, 0, writer), cancellation);
    }

    /// <summary>Deletes every checkpoint of this writer and of those before it but this one; call it when the pointer to it is durable.</summary>
    public async Task KeepOnly(CheckpointPointer pointer, CancellationToken cancellation = default)
    {
        var (kept, others) = (StoreOf(pointer.Writer).BlobOf(pointer.Sha256), new List<string>());
        await foreach (var blob in blobs.List($"{_folder}/", cancellation))
        {
            if (blob.Name != kept && WriterOf(blob.Name) <= pointer.Writer) others.Add(blob.Name);
        }
        foreach (var name in others) await blobs.Delete(name, cancellation: cancellation);
    }

    // Writer 0 is of the time before writers had folders.
    private TensorStore StoreOf(long writer) => new(blobs, writer == 0 ? _folder : string.Create(CultureInfo.InvariantCulture, $"{_folder}/{writer}"));

    private long WriterOf(string blob) =>
        blob[(_folder.Length + 1)..].Split('/') is [var writer, _] && long.TryParse(writer, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
