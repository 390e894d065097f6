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

    public async IAsyncEnumerable<string> List([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var blob in blobs.List(Prefix, cancellation)) yield return blob.Name[Prefix.Length..];
    }
}
