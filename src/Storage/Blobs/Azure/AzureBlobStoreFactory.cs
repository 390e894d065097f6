using Microsoft.Extensions.Options;

namespace DistributedDL.Storage.Blobs.Azure;

internal sealed class AzureBlobStoreFactory(IOptions<AzureBlobOptions> options) : IBlobStoreFactory
{
    public const string ProviderName = "AzureBlob";

    public string Name => ProviderName;

    public IBlobStore Create(StorageOptions _) => new AzureBlobStore(options.Value);
}
