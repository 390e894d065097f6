using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace DistributedDL.Storage.Blobs.Copying;

/// <summary>
/// Copies a whole store into another, neither of which may be in use: (1) what both hold is compared, by length and SHA-256; (2) where the
/// target holds anything else than a part of the source, the copy is refused, or, when asked for, that is replaced and removed;
/// (3) each missing blob is streamed, and (4) read back. A blob that is named by its content must have the content of its name, or it is not
/// written. Repeating it after an interruption goes on.
/// </summary>
/// <param name="parallel">Blobs at once; each takes one buffer.</param>
public sealed class StoreCopy(IBlobStore from, IBlobStore to, int parallel = 8)
{
    private const int BufferBytes = 1 << 17;
    private const int MostExamples = 20;

    private long _bytes;
    private long _copied;
    private long _skipped;
    private long _verified;
    private long _removed;

    /// <param name="overwrite">Make the target equal to the source, whatever it holds.</param>
    /// <param name="progress">Told of each finished blob: so many of so many, and its name.</param>
    /// <exception cref="StoreEmptyException">The source holds no blob.</exception>
    /// <exception cref="StoreDiffersException">The target holds other blobs, and is not to be overwritten.</exception>
    /// <exception cref="StoreCopyFailedException">A blob cannot be read, reads back otherwise, or has another digest than its name says; names it.</exception>
    public async Task<StoreCopyReport> Run(bool overwrite, Action<long, long, string>? progress = null, CancellationToken cancellation = default)
    {
        // (1)
        var source = await Blobs(from, cancellation);
        if (source.Count == 0) throw new StoreEmptyException();
        var held = await Blobs(to, cancellation);
        var pairs = source.Select(blob => (Blob: blob.Value, Target: held.GetValueOrDefault(blob.Key))).ToList();
        var work = new ConcurrentBag<(BlobProperties Blob, BlobProperties? Target)>();
        var other = new ConcurrentBag<string>(held.Keys.Where(name => !source.ContainsKey(name)));
        await Each(pairs, async (pair, stop) =>
        {
            if (pair.Target is null) work.Add(pair);
            else if (await AreSame(pair.Blob, pair.Target, stop)) Skip(pair.Blob, source.Count, progress);
            else
            {
                other.Add(pair.Blob.Name);
                work.Add(pair);
            }
        }, cancellation);
        // (2)
        if (!other.IsEmpty && !overwrite) throw new StoreDiffersException([.. other.Order(StringComparer.Ordinal).Take(MostExamples)], other.Count);
        await Each(other.Where(name => !source.ContainsKey(name)), async (name, stop) =>
        {
            await to.Delete(name, cancellation: stop);
            Interlocked.Increment(ref _removed);
        }, cancellation);
        await Each(work.OrderBy(pair => pair.Blob.Name, StringComparer.Ordinal), async (pair, stop) =>
        {
            await Copy(pair.Blob, pair.Target, stop);
            Done(pair.Blob, source.Count, progress);
        }, cancellation);
        return new StoreCopyReport(source.Count, _bytes, _copied, _skipped, _verified, _removed);
    }

    private static async Task<Dictionary<string, BlobProperties>> Blobs(IBlobStore store, CancellationToken cancellation)
    {
        var blobs = new Dictionary<string, BlobProperties>(StringComparer.Ordinal);
        await foreach (var blob in store.List("", cancellation)) blobs[blob.Name] = blob;
        return blobs;
    }

    private Task Each<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> body, CancellationToken cancellation) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation }, (item, stop) => new ValueTask(body(item, stop)));

    private async Task<bool> AreSame(BlobProperties blob, BlobProperties target, CancellationToken cancellation)
    {
        if (blob.LengthBytes != target.LengthBytes) return false;
        var digest = await Digest(from, blob.Name, cancellation);
        ContentName.Check(blob.Name, digest);
        return digest == await Digest(to, blob.Name, cancellation);
    }

    // (3), (4)
    private async Task Copy(BlobProperties blob, BlobProperties? target, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        BlobProperties put;
        try
        {
            await using var content = await from.OpenRead(blob.Name, cancellation);
            await using var counted = new HashedStream(content, hash, digest => ContentName.Check(blob.Name, digest));
            put = await to.Put(blob.Name, counted, target is null ? BlobCondition.Absent : BlobCondition.Match(target.ETag), cancellation);
        }
        catch (Exception e) when (e is BlobConditionException or BlobNotFoundException)
        {
            throw new StoreCopyFailedException(blob.Name, $"it was changed while it was copied ({e.Message}); stop the servers on both stores", e);
        }
        var (read, found) = (Convert.ToHexStringLower(hash.GetHashAndReset()), await Digest(to, blob.Name, cancellation));
        if (read != found)
        {
            // Nothing wrong stays under a name, and the same copy can try it again.
            await to.Delete(blob.Name, BlobCondition.Match(put.ETag), cancellation);
            throw new StoreCopyFailedException(blob.Name, $"it has SHA-256 {read} in the source, and reads back with {found}");
        }
        Interlocked.Increment(ref _copied);
    }

    private static async Task<string> Digest(IBlobStore store, string name, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var content = await store.OpenRead(name, cancellation);
            for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;) hash.AppendData(buffer, 0, read);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (Exception e) when (e is BlobConditionException or BlobNotFoundException)
        {
            throw new StoreCopyFailedException(name, $"it was changed while it was read ({e.Message}); stop the servers on both stores", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Skip(BlobProperties blob, long total, Action<long, long, string>? progress)
    {
        Interlocked.Increment(ref _skipped);
        Done(blob, total, progress);
    }

    private void Done(BlobProperties blob, long total, Action<long, long, string>? progress)
    {
        Interlocked.Add(ref _bytes, blob.LengthBytes);
        var done = Interlocked.Increment(ref _verified);
        progress?.Invoke(done, total, blob.Name);
    }
}
