using DistributedDL.Cli.Serving;
using DistributedDL.Storage;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Azure;
using DistributedDL.Storage.Blobs.Copying;
using Microsoft.Extensions.Options;

namespace DistributedDL.Cli.Tests.Serving;

public sealed class BlobStoreIdentityTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"ddl-stores-{Guid.NewGuid():N}");
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task GetId_OfOneStore_StaysAndGoesWithACopy()
    {
        using var one = Open("one");
        using var other = Open("other");
        using var copy = Open("copy");
        var id = await Id(one);

        await new StoreCopy(one, copy).Run(overwrite: false, cancellation: _cancellation);

        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Equal([id, id], [await Id(one), await Id(copy)]);
        Assert.NotEqual(id, await Id(other));
    }

    [Fact]
    public async Task GetId_OfManyAtOnce_IsOne()
    {
        using var store = Open("one");

        Assert.Single((await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Id(store)))).Distinct());
    }

    private Task<string> Id(IBlobStore store) =>
        new BlobStoreIdentity(store, Options.Create(new StorageOptions()), Options.Create(new AzureBlobOptions())).GetId(_cancellation);

    private DirectoryBlobStore Open(string name) => new(Path.Combine(_folder, name), TimeProvider.System);
}
