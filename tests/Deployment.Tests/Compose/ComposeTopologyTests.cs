using DistributedDL.Deployment.Compose;
using DistributedDL.Deployment.Plan;
using DistributedDL.Deployment.Tests.Settings;
using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.Compose;

public sealed class ComposeTopologyTests
{
    public static TheoryData<string> OwnServices => [.. ComposeSource.Own.Select(service => service.Name)];

    public static TheoryData<string> AllServices => [.. ComposeSource.Read().Services.Select(service => service.Name)];

    [Fact]
    public void Services_OfTheFile_AreTwoOfEachRoleWithStoresAndMonitoring() => Assert.Equal(
        ["azurite", "gateway-1", "gateway-2", "grafana", "prometheus", "redis", "serving-1", "serving-2", "training-1", "training-2"],
        ComposeSource.Read().Services.Select(service => service.Name).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(OwnServices))]
    public async Task Environment_OfAService_BindsToOptionsThatPassTheirValidators(string name) =>
        SourceTree.AssertNone(await HostSettings.Faults(Service(name).Environment), $"settings of {name}");

    [Theory, MemberData(nameof(OwnServices))]
    public void AdvertisedAddress_OfASilo_IsItsOwnName(string name)
    {
        var service = Service(name);
        Assert.Equal(Images.KindOf(service) == ServiceKind.Silo ? name : null, service.Environment.GetValueOrDefault("Silo__AdvertisedAddress"));
    }

    [Theory, MemberData(nameof(OwnServices))]
    public void StopGracePeriod_OfAService_ExceedsTheSumOfWhatAStopMayTake(string name)
    {
        var service = Service(name);
        var sum = new[] { "Gateway__DrainDelay", "Gateway__DrainTimeout", "Cluster__ShutdownTimeout" }
            .Aggregate(TimeSpan.Zero, (sum, key) => sum + TimeSpan.Parse(service.Environment[key], System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(service.StopGracePeriod > sum, $"{name}: {service.StopGracePeriod} is not above {sum}");
    }

    [Theory, MemberData(nameof(AllServices))]
    public void Service_OfTheFile_IsWatchedRestartedAndBounded(string name)
    {
        var node = ComposeSource.Node(name);
        Assert.Equal("CMD", node["healthcheck"]["test"].Items.First().Text);
        Assert.Equal("unless-stopped", node["restart"].Text);
        Assert.False(node["stop_grace_period"].IsNothing);
        Assert.Equal("ALL", node["cap_drop"].Items.Single().Text);
        Assert.Contains("no-new-privileges:true", node["security_opt"].Items.Select(item => item.Text));
        var limits = node["deploy"]["resources"]["limits"];
        Assert.Matches("^[0-9]+[mg]$", limits["memory"].Text);
        Assert.True(limits["pids"].Whole > 0);
        // A throttled silo misses its heartbeats.
        Assert.True(limits["cpus"].IsNothing);
    }

    [Theory, MemberData(nameof(AllServices))]
    public void User_OfAService_IsNotRoot(string name)
    {
        // Azurite's image has no other user that its volume belongs to.
        if (name == "azurite") Assert.True(ComposeSource.Node(name)["user"].IsNothing);
        else Assert.Matches("^[1-9][0-9]*:", ComposeSource.Node(name)["user"].Text);
    }

    [Theory, MemberData(nameof(AllServices))]
    public void Ports_OfAService_ArePublishedOnLoopbackAlone(string name) =>
        Assert.All(ComposeSource.Node(name)["ports"].Items, port => Assert.StartsWith("127.0.0.1:", port.Text));

    [Fact]
    public void HostPorts_OfAllServices_Differ()
    {
        var ports = ComposeSource.Read().Services.SelectMany(service => service.Ports.Values).OfType<int>().ToList();
        Assert.Equal(ports.Count, ports.Distinct().Count());
        Assert.Equal([8000, 8001, 8002], Service("gateway-1").Ports.Values.OfType<int>().Order());
        Assert.Equal([9090], Service("prometheus").Ports.Values.OfType<int>());
        Assert.Equal([3000], Service("grafana").Ports.Values.OfType<int>());
    }

    [Fact]
    public void Volumes_OfServices_AreDeclaredOrFoldersOfTheTree()
    {
        var declared = ComposeFile.Root(ComposeSource.File)["volumes"].Pairs.Select(pair => pair.Key).ToHashSet();
        var used = ComposeSource.Read().Services.SelectMany(service => service.Mounts.Values).ToList();
        Assert.All(used, source => Assert.True(source.StartsWith("./", StringComparison.Ordinal) ? Directory.Exists(SourceTree.At(source)) : declared.Contains(source), source));
        Assert.Equal(declared.Order(), used.Where(source => !source.StartsWith('.')).Order());
    }

    [Fact]
    public void DependsOn_OfAService_NamesServices()
    {
        var services = ComposeSource.Read().Services;
        Assert.All(services, service => Assert.All(service.DependsOn, name => Assert.Contains(services, other => other.Name == name)));
        Assert.All(ComposeSource.Own, service => Assert.Equal(["azurite", "redis"], service.DependsOn.Order()));
    }

    private static ComposeService Service(string name) => ComposeSource.Read().Services.Single(service => service.Name == name);
}
