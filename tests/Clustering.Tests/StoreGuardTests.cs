using DistributedDL.Tests.Shared;
using Microsoft.Extensions.Options;

namespace DistributedDL.Clustering.Tests;

public sealed class StoreGuardTests : IDisposable
{
    private readonly RedisServer _server = new();
    private readonly List<ClusterRedis> _connections = [];
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var connection in _connections) connection.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Starting_TheStoreOfTheCluster_IsLetIn()
    {
        await _server.Begin();

        foreach (var roles in new[] { "serving", "training", "gateway" }) await Guard("one", roles).StartingAsync(_cancellation);
    }

    [Theory]
    [InlineData("training")]
    [InlineData("gateway")]
    public async Task Starting_AnotherStore_IsRefusedAndToldBoth(string roles)
    {
        await _server.Begin();
        await Guard("one", "serving").StartingAsync(_cancellation);

        var refused = await Assert.ThrowsAsync<OtherStoreException>(() => Guard("two", roles).StartingAsync(_cancellation));

        Assert.Equal("Storage: this process has store two (directory '/two'), and cluster 'c' has store one; set Storage:Provider and what belongs to it, or Cluster:ClusterId. Which store the cluster has is key distributeddl/store/c of its Redis", refused.Message);
    }

    [Fact]
    public async Task Starting_AGatewayBeforeAllSilos_LeavesTheStoreToThem()
    {
        await _server.Begin();
        var early = Guard("two", "gateway");
        await early.StartingAsync(_cancellation);

        await Guard("one", "serving").StartingAsync(_cancellation);

        await Assert.ThrowsAsync<OtherStoreException>(() => early.StartedAsync(_cancellation));
    }

    [Fact]
    public async Task Starting_AnotherStoreOfAnotherCluster_IsLetIn()
    {
        await _server.Begin();
        await Guard("one", "serving").StartingAsync(_cancellation);

        await Guard("two", "serving", cluster: "d").StartingAsync(_cancellation);
    }

    [Fact]
    public async Task Starting_ASiloWithoutRedis_SaysWhereItWasSoughtAndNoSecret()
    {
        var refused = await Assert.ThrowsAsync<RedisUnreachableException>(() => Guard("one", "serving").StartingAsync(_cancellation));

        Assert.Equal($"Cluster:Redis: no answer at 127.0.0.1:{_server.Port} (no connection)", refused.Message);
    }

    [Fact]
    public async Task Starting_ASiloWithAWrongPassword_SaysSo()
    {
        await _server.Begin();

        var refused = await Assert.ThrowsAsync<RedisUnreachableException>(() => Guard("one", "serving", connection: $"127.0.0.1:{_server.Port},password=wrong").StartingAsync(_cancellation));

        Assert.Equal($"Cluster:Redis: no answer at 127.0.0.1:{_server.Port} (it refuses the user or the password)", refused.Message);
    }

    [Fact]
    public async Task TryCheck_AGatewayThatWaitedForRedis_IsRefusedBeforeItJoins()
    {
        var gateway = Guard("two", "gateway");
        await gateway.StartingAsync(_cancellation);
        Assert.False(await gateway.TryCheck(_cancellation));

        await _server.Begin();
        await Guard("one", "serving").StartingAsync(_cancellation);

        await Assert.ThrowsAsync<OtherStoreException>(() => gateway.TryCheck(_cancellation));
    }

    [Fact]
    public async Task FindFault_OfSeveralAddresses_NamesAllAndTheDefaultPort()
    {
        using var redis = new ClusterRedis(Options.Create(new ClusterJoinOptions { Mode = "Redis", Redis = "127.0.0.1:1,localhost.invalid,user=u,password=p" }));

        Assert.StartsWith("Cluster:Redis: no answer at 127.0.0.1:1, localhost.invalid:6379 (", await redis.FindFault(_cancellation), StringComparison.Ordinal);
    }

    private StoreGuard Guard(string store, string roles, string cluster = "c", string? connection = null)
    {
        var options = Options.Create(new ClusterJoinOptions { Mode = "Redis", Redis = connection ?? _server.Connection, Roles = roles, ClusterId = cluster });
        _connections.Add(new ClusterRedis(options));
        return new StoreGuard(_connections[^1], new Identity(store), options);
    }

    private sealed class Identity(string id) : IStoreIdentity
    {
        public string Shown => $"directory '/{id}'";

        public Task<string> GetId(CancellationToken cancellation) => Task.FromResult(id);
    }
}
