using DistributedDL.Cluster.Tests;

[assembly: AssemblyFixture(typeof(ClusterFixture))]

namespace DistributedDL.Cluster.Tests;

/// <summary>The topology of the compose file, for tests that leave every service running; begun by the first that needs it.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private TestCluster? _cluster;

    internal async Task<TestCluster> Get()
    {
        if (_cluster is not null) return _cluster;
        var cluster = await TestCluster.Start("", ("Lanes:Training", "2"));
        await cluster.ImportDigits();
        return _cluster = cluster;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }
}
