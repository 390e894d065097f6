using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.OnlineLearning;

/// <summary>
/// Brings a scanned journal into a state that can be appended to. A blob cannot be cut everywhere, so a torn segment is replaced, on
/// condition that nobody wrote to it since, by its whole frames and a seal; the writer goes on in the next segment.
/// An older writer that is still alive then finds another length than it expects, in either segment.
/// </summary>
internal static class JournalRecovery
{
    /// <returns>The segment to go on in, and its length.</returns>
    /// <exception cref="BlobConditionException">Another writer was here since the scan.</exception>
    public static async Task<(long Number, long Length)> Cut(IBlobStore store, List<JournalSegment> segments, CancellationToken cancellation)
    {
        if (segments.Count == 0) return (1, 0);
        var last = segments[^1];
        if (last.IsSealed) return (last.Number + 1, 0);
        if (last.Frames == 0)
        {
            // Not even its begin is whole, so nothing in it was ever acknowledged.
            if (last.Blob.LengthBytes > 0) await store.Delete(last.Blob.Name, BlobCondition.Match(last.Blob.ETag), cancellation);
            segments.RemoveAt(segments.Count - 1);
            return (last.Number, 0);
        }
        if (!last.IsTorn) return (last.Number, last.ValidBytes);
        await Seal(store, last, cancellation);
        segments[^1] = last with { ValidBytes = last.ValidBytes + JournalFrame.EmptyBytes, IsSealed = true, IsTorn = false };
        return (last.Number + 1, 0);
    }

    private static async Task Seal(IBlobStore store, JournalSegment torn, CancellationToken cancellation)
    {
        var bytes = new byte[torn.ValidBytes + JournalFrame.EmptyBytes];
        await using (var stream = await store.OpenRead(torn.Blob.Name, cancellation))
            await stream.ReadExactlyAsync(bytes.AsMemory(0, (int)torn.ValidBytes), cancellation);
        new JournalFrame(FrameKind.Seal, torn.LastSequence, torn.FencingNumber)
            .Write(bytes.AsSpan((int)torn.ValidBytes), torn.Number, torn.ValidBytes);
        using var content = new MemoryStream(bytes, writable: false);
        await store.Put(torn.Blob.Name, content, BlobCondition.Match(torn.Blob.ETag), cancellation);
    }
}
