using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.OnlineLearning;

/// <summary>What can still be told of a damaged journal.</summary>
public static class JournalSalvage
{
    /// <summary>The highest sequence number in a whole frame before the first damage of each segment; changes nothing.</summary>
    /// <returns>0 where nothing is readable.</returns>
    public static async Task<long> FindLastSequence(IBlobStore store, string folder, CancellationToken cancellation = default)
    {
        var highest = 0L;
        await foreach (var blob in store.List($"{folder}/", cancellation))
        {
            if (JournalSegment.NumberOf(folder, blob.Name) is { } number) highest = Math.Max(highest, await LastOf(store, blob, number, cancellation));
        }
        return highest;
    }

    private static async Task<long> LastOf(IBlobStore store, BlobProperties blob, long number, CancellationToken cancellation)
    {
        var last = 0L;
        await using var stream = await store.OpenRead(blob.Name, cancellation);
        var reader = new SegmentReader(stream, blob.Name, number, stream.Length);
        try
        {
            while (await reader.Next(cancellation) is { } frame)
                last = Math.Max(last, frame.Kind == FrameKind.Examples ? frame.Sequence + frame.Examples - 1 : frame.Sequence);
        }
        catch (CorruptBlobException)
        {
            // What follows the damage in this segment cannot be told from it.
        }
        return last;
    }
}
