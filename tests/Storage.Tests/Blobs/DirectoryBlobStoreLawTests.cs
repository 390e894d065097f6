using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.Tests.Blobs;

[Collection(Alone.Name)]
public sealed class DirectoryBlobStoreLawTests : BlobStoreLaws, IDisposable
{
    private readonly StoreFixture _fixture = new();

    protected override IBlobStore Store => _fixture.Store;

    public void Dispose() => _fixture.Dispose();
}
