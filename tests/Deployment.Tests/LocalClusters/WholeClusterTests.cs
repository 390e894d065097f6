using DistributedDL.Deployment.Plan;
using DistributedDL.Deployment.Tests.Monitoring;
using DistributedDL.Deployment.Tests.Plan;
using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.LocalClusters;

/// <summary>The topology of docker-compose.yml, all of it.</summary>
[Trait("Category", "Long")]
public sealed class WholeClusterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Start_OfTheComposeFile_BringsEveryServiceUpAndPrometheusSeesAll()
    {
        Installed.Require();
        await using var cluster = await LocalCluster.Start(new LocalClusterOptions { Root = SourceTree.Root, Directory = _folder.Path });
        Assert.Equal(9, cluster.Services.Count(service => service.IsRunning));
        Assert.Equal(2, cluster.Gateways.Count);
        var prometheus = new PrometheusClient(cluster.Prometheus.Address!);
        var targets = await prometheus.WaitForTargets(targets => targets.Count == 7 && targets.All(target => target.Health == "up"));
        Assert.Equal(2, targets.Count(target => target.Role == "training"));
        // Every silo counts the silos, gateways are none.
        await prometheus.WaitForValue("min(orleans_consistent_ring_size)", 4);
        Assert.All(cluster.Services.Where(service => service.Kind == ServiceKind.Silo), service => Assert.Null(service.Grpc));
    }

    public void Dispose() => _folder.Dispose();
}
