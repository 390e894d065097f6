using System.Text;
using DistributedDL.Clustering;
using DistributedDL.Storage;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Azure;
using Microsoft.Extensions.Options;

namespace DistributedDL.Cli.Serving;

/// <summary>A store's identity is a blob of it, and so goes with a copy of the store.</summary>
internal sealed class BlobStoreIdentity(IBlobStore store, IOptions<StorageOptions> storage, IOptions<AzureBlobOptions> azure) : IStoreIdentity
{
    internal const string Blob = "store-id";

    public string Shown => storage.Value.IsAzureBlob
        ? $"Azure Blob Storage, container '{azure.Value.Container}'"
        : $"directory '{Path.GetFullPath(storage.Value.Directory)}'";

    public async Task<string> GetId(CancellationToken cancellation)
    {
        if (await store.GetProperties(Blob, cancellation) is null)
        {
            try
            {
                using var made = new MemoryStream(Encoding.ASCII.GetBytes($"{Guid.NewGuid():N}"));
                await store.Put(Blob, made, BlobCondition.Absent, cancellation);
            }
            catch (BlobConditionException)
            {
                // Another process was first.
            }
        }
        await using var content = await store.OpenRead(Blob, cancellation);
        using var reader = new StreamReader(content, Encoding.ASCII);
        return (await reader.ReadToEndAsync(cancellation)).Trim();
    }
}
