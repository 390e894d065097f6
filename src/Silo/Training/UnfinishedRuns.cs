using System.Runtime.CompilerServices;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.Training;

/// <summary>A marker blob for each run that has not ended, so that a start-up finds them without reading every run there ever was.</summary>
internal sealed class UnfinishedRuns(IBlobStore blobs)
{
    private const string Prefix = "runs-unfinished/";

    public async Task Add(string run, CancellationToken cancellation = default) =>
        await blobs.Put(Prefix + run, new MemoryStream("1"u8.ToArray()), cancellation: cancellation);

    public Task Remove(string run, CancellationToken cancellation = default) => blobs.Delete(Prefix + run, cancellation: cancellation);

    /// <summary>Removes the marker that was listed, but not one that was put in its place since.</summary>
    public async Task Remove(BlobProperties marker, CancellationToken cancellation = default)
    {
        try
        {
            await blobs.Delete(marker.Name, BlobCondition.Match(marker.ETag), cancellation);
        }
        catch (BlobConditionException)
        {
            // The run was begun anew meanwhile.
        }
    }

    public async IAsyncEnumerable<(string Run, BlobProperties Marker)> List([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var blob in blobs.List(Prefix, cancellation)) yield return (blob.Name[Prefix.Length..], blob);
    }
}
