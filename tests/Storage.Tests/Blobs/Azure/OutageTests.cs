using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Azure;
using DistributedDL.Tests.Shared;

namespace DistributedDL.Storage.Tests.Blobs.Azure;

[Collection(Alone.Name)]
public sealed class OutageTests(Azurite azurite)
{
    [Fact]
    public async Task EveryCall_ServiceGone_ThrowsUnavailableWithoutSecretsAndGoesOnWhenItIsBack()
    {
        using var relay = new TcpRelay(azurite.Port);
        var options = AzureFixture.Options(azurite);
        (options.ConnectionString, options.MaxRetries, options.MaxRetryDelay) = (Azurite.ConnectionStringAt(relay.Port), 1, TimeSpan.FromMilliseconds(200));
        var store = new AzureBlobStore(options);
        await store.Append("log", new byte[] { 1 }, 0);
        await store.Put("a", new MemoryStream([1]));
        relay.Cut();
        foreach (var call in new Func<Task>[]
        {
            () => store.GetProperties("a"), () => store.OpenRead("a"), () => store.Put("a", new MemoryStream([2])), () => store.Append("log", new byte[] { 2 }, 1),
            () => store.Delete("a"), async () => { await foreach (var _ in store.List("")) { } },
        })
        {
            var thrown = await Assert.ThrowsAsync<StoreUnavailableException>(call);
            Assert.True(thrown.RetryAfter > TimeSpan.Zero);
            Assert.DoesNotContain(Azurite.AccountKey, thrown.ToString(), StringComparison.Ordinal);
        }
        relay.Restore();
        Assert.Equal([1], await store.ReadAll("a"));
        Assert.Equal(2, await store.Append("log", new byte[] { 2 }, 1));
    }

    [Fact]
    public async Task CreateContainers_NobodyListens_ThrowsUnavailableAndTriesAnew()
    {
        using var relay = new TcpRelay(azurite.Port);
        relay.Cut();
        var options = AzureFixture.Options(azurite);
        (options.ConnectionString, options.MaxRetries) = (Azurite.ConnectionStringAt(relay.Port), 0);
        var store = new AzureBlobStore(options);
        await Assert.ThrowsAsync<StoreUnavailableException>(store.CreateContainers);
        relay.Restore();
        await store.CreateContainers();
        Assert.Null(await store.GetProperties("a"));
    }
}
