using k8s.Models;

namespace DistributedDL.Deployment.Tests.Kubernetes;

public sealed class NetworkPolicyTests
{
    private const int Http = 8000, Grpc = 8001, Metrics = 8002, Silo = 11111, OrleansGateway = 30000, Ranks = 11112;
    private static readonly string[] Pods = ["ddl-gateway", "ddl-serving", "ddl-training"];

    public static TheoryData<string> Overlays => [.. Kustomize.Folders.Skip(1)];

    [Theory, MemberData(nameof(Overlays))]
    public async Task Traffic_BetweenPods_IsWhatTheRolesNeedAndNoMore(string folder)
    {
        var traffic = new Traffic(await Kustomize.Build(folder));
        var needed = new HashSet<(string, string, int)>
        {
            ("ddl-gateway", "ddl-serving", OrleansGateway), ("ddl-gateway", "ddl-training", OrleansGateway),
            ("ddl-serving", "ddl-serving", Silo), ("ddl-serving", "ddl-training", Silo), ("ddl-training", "ddl-serving", Silo), ("ddl-training", "ddl-training", Silo),
            ("ddl-training", "ddl-training", Ranks),
        };
        foreach (var from in Pods)
            foreach (var to in Pods)
                foreach (var port in new[] { Http, Grpc, Metrics, Silo, OrleansGateway, Ranks })
                    Assert.True(needed.Contains((from, to, port)) == traffic.IsAllowed(traffic.Pod(from), traffic.Pod(to), port), $"{from} to {to} on {port}");
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task Calls_FromElsewhere_NeedTheLabelAndReachGatewaysAlone(string folder)
    {
        var traffic = new Traffic(await Kustomize.Build(folder));
        var (client, other) = (Traffic.Elsewhere("shop", ("distributeddl.io/client", "true")), Traffic.Elsewhere("shop", ("app", "x")));
        Assert.All(new[] { Http, Grpc }, port => Assert.True(traffic.IsAllowed(client, traffic.Pod("ddl-gateway"), port)));
        Assert.All(new[] { Http, Grpc, Metrics, Silo, OrleansGateway, Ranks }, port => Assert.All(Pods, pod => Assert.False(traffic.IsAllowed(other, traffic.Pod(pod), port))));
        Assert.All(new[] { Http, Grpc, Metrics, Silo, OrleansGateway, Ranks }, port => Assert.All(Pods.Skip(1), pod => Assert.False(traffic.IsAllowed(client, traffic.Pod(pod), port))));
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task Metrics_OfEveryPod_AreReadFromTheMonitoringNamespaceAlone(string folder)
    {
        var traffic = new Traffic(await Kustomize.Build(folder));
        Assert.All(Pods, pod => Assert.True(traffic.IsAllowed(Traffic.Elsewhere("monitoring", ("app", "prometheus")), traffic.Pod(pod), Metrics)));
        Assert.All(Pods, pod => Assert.False(traffic.IsAllowed(Traffic.Elsewhere("shop", ("distributeddl.io/client", "true")), traffic.Pod(pod), Metrics)));
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task Names_AreAskedOfTheClustersDns(string folder)
    {
        var traffic = new Traffic(await Kustomize.Build(folder));
        Assert.All(Pods, pod => Assert.True(traffic.IsAllowed(traffic.Pod(pod), Traffic.Elsewhere("kube-system", ("k8s-app", "kube-dns")), 53)));
        Assert.All(Pods, pod => Assert.False(traffic.IsAllowed(traffic.Pod(pod), Traffic.Elsewhere("kube-system", ("app", "x")), 53)));
    }

    [Fact]
    public async Task Stores_OfDevelopment_AreReachedByTheServiceAlone()
    {
        var traffic = new Traffic(await Kustomize.Build("k8s/overlays/dev"));
        Assert.All(Pods, pod => Assert.True(traffic.IsAllowed(traffic.Pod(pod), traffic.Pod("ddl-redis"), 6379)));
        Assert.All(Pods, pod => Assert.True(traffic.IsAllowed(traffic.Pod(pod), traffic.Pod("ddl-azurite"), 10000)));
        Assert.False(traffic.IsAllowed(Traffic.Elsewhere("shop", ("distributeddl.io/client", "true")), traffic.Pod("ddl-redis"), 6379));
    }

    [Fact]
    public async Task Stores_OfProduction_AreReachedOutside()
    {
        var manifests = await Kustomize.Build("k8s/overlays/prod");
        var rule = manifests.All<V1NetworkPolicy>().Single(policy => policy.Metadata.Name == "ddl-stores-out").Spec.Egress.Single();
        Assert.Equal(["443", "6380"], rule.Ports.Select(port => port.Port.Value).Order());
        // Where clouds keep the credentials of the node.
        Assert.Contains("169.254.0.0/16", rule.To.Single().IpBlock.Except);
    }
}
