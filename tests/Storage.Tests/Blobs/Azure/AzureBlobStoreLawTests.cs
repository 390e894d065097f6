using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Azure;
using DistributedDL.Tests.Shared;

namespace DistributedDL.Storage.Tests.Blobs.Azure;

[Collection(Alone.Name)]
public sealed class AzureBlobStoreLawTests(Azurite azurite) : BlobStoreLaws
{
    private readonly AzureBlobStore _store = AzureFixture.Store(AzureFixture.Options(azurite));

    protected override IBlobStore Store => _store;
}
