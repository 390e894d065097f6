using Microsoft.Extensions.Options;

namespace DistributedDL.Storage.Blobs.Azure;

internal sealed class AzureBlobStoreFactory(IOptions<AzureBlobOptions> options) : IBlobStoreFactory
{
    public string Name => StorageOptions.AzureBlob;

    public IBlobStore Create(StorageOptions _) => new AzureBlobStore(options.Value);
}
