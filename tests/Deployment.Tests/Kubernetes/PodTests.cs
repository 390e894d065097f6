using System.Globalization;
using DistributedDL.Deployment.Tests.Compose;
using DistributedDL.Deployment.Tests.Settings;
using DistributedDL.Deployment.Tests.Sources;
using k8s.Models;

namespace DistributedDL.Deployment.Tests.Kubernetes;

public sealed class PodTests
{
    public static TheoryData<string, string> Roles
    {
        get
        {
            var data = new TheoryData<string, string>();
            // The base has no storage of its own to reach.
            foreach (var folder in Kustomize.Folders.Skip(1))
                foreach (var role in new[] { "gateway", "serving", "training" }) data.Add(folder, role);
            return data;
        }
    }

    public static TheoryData<string> Folders => [.. Kustomize.Folders];

    [Theory, MemberData(nameof(Roles))]
    public async Task Environment_OfAPod_BindsToOptionsThatPassTheirValidators(string folder, string role)
    {
        var manifests = await Kustomize.Build(folder);
        SourceTree.AssertNone(await HostSettings.Faults(manifests.EnvironmentOf(manifests.Deployment(role))), $"settings of {role} in {folder}");
    }

    [Theory, MemberData(nameof(Roles))]
    public async Task Environment_OfAPod_HasTheKeysOfTheSameRoleInCompose(string folder, string role)
    {
        var manifests = await Kustomize.Build(folder);
        var here = manifests.EnvironmentOf(manifests.Deployment(role)).Keys.Where(IsCompared).Order();
        var there = ComposeSource.Own.First(service => service.Environment["Cluster__Roles"] == role).Environment.Keys.Where(IsCompared).Order();
        Assert.Equal(there, here);

        // How storage is entered is the overlay's to say.
        static bool IsCompared(string key) => key.Contains("__", StringComparison.Ordinal) && key is not ("Storage__Azure__ConnectionString" or "Storage__Azure__ServiceUri");
    }

    [Theory, MemberData(nameof(Roles))]
    public async Task GracePeriod_OfAPod_ExceedsTheSumOfWhatAStopMayTake(string folder, string role)
    {
        var manifests = await Kustomize.Build(folder);
        var settings = manifests.EnvironmentOf(manifests.Deployment(role));
        var sum = new[] { "Gateway__DrainDelay", "Gateway__DrainTimeout", "Cluster__ShutdownTimeout" }.Sum(key => TimeSpan.Parse(settings[key], CultureInfo.InvariantCulture).TotalSeconds);
        var grace = manifests.Deployment(role).Spec.Template.Spec.TerminationGracePeriodSeconds!.Value;
        Assert.True(grace > sum, $"{grace} s is not above {sum} s");
        // The endpoints forget a pod only after its readiness has failed twice, which DrainDelay waits for.
        var readiness = manifests.Deployment(role).Spec.Template.Spec.Containers.Single().ReadinessProbe;
        Assert.True(TimeSpan.Parse(settings["Gateway__DrainDelay"], CultureInfo.InvariantCulture).TotalSeconds >= readiness.PeriodSeconds * readiness.FailureThreshold);
    }

    [Theory, MemberData(nameof(Roles))]
    public async Task Ports_OfAPod_AreThoseOfItsSettings(string folder, string role)
    {
        var manifests = await Kustomize.Build(folder);
        var settings = manifests.EnvironmentOf(manifests.Deployment(role));
        var expected = new (string Name, string Key)[]
        {
            ("grpc", "Gateway__GrpcPort"), ("http", "Gateway__HttpPort"), ("metrics", "Gateway__MetricsPort"),
            ("orleans-gateway", "Silo__GatewayPort"), ("ranks", "Silo__RankPort"), ("silo", "Silo__SiloPort"),
        }.Where(port => settings.ContainsKey(port.Key)).Select(port => (port.Name, int.Parse(settings[port.Key], CultureInfo.InvariantCulture)));
        Assert.Equal(expected, manifests.Deployment(role).Spec.Template.Spec.Containers.Single().Ports.Select(port => (port.Name, port.ContainerPort)).OrderBy(port => port.Name, StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Roles))]
    public async Task Probes_OfAPod_AskWhatTheHostAnswers(string folder, string role)
    {
        var container = (await Kustomize.Build(folder)).Deployment(role).Spec.Template.Spec.Containers.Single();
        Assert.Equal(["/health/live", "/health/live", "/health/ready"], new[] { container.StartupProbe, container.LivenessProbe, container.ReadinessProbe }.Select(probe => probe.HttpGet.Path));
        Assert.All(new[] { container.StartupProbe, container.LivenessProbe, container.ReadinessProbe }, probe => Assert.Equal("http", probe.HttpGet.Port.Value));
        Assert.Subset(HostEndpoints.Paths.ToHashSet(), new[] { container.StartupProbe, container.LivenessProbe, container.ReadinessProbe }.Select(probe => probe.HttpGet.Path).ToHashSet());
        // A process that is slow for a while is not restarted.
        Assert.True(container.LivenessProbe.PeriodSeconds * container.LivenessProbe.FailureThreshold >= 60);
    }

    [Theory, MemberData(nameof(Folders))]
    public async Task Pods_OfAFolder_AreRestricted(string folder)
    {
        foreach (var (name, template) in (await Kustomize.Build(folder)).Pods)
        {
            var (pod, container) = (template.Spec, template.Spec.Containers.Single());
            Assert.True(pod.SecurityContext is { RunAsNonRoot: true, RunAsUser: > 0, SeccompProfile.Type: "RuntimeDefault" }, name);
            Assert.False(pod.AutomountServiceAccountToken, name);
            Assert.True(container.SecurityContext is { AllowPrivilegeEscalation: false, ReadOnlyRootFilesystem: true }, name);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.Contains(container.VolumeMounts, mount => mount.MountPath == "/tmp" && pod.Volumes.Single(volume => volume.Name == mount.Name).EmptyDir?.SizeLimit is not null);
            Assert.True(container.Resources.Requests.ContainsKey("cpu") && container.Resources.Requests.ContainsKey("memory") && container.Resources.Limits.ContainsKey("memory"), name);
            Assert.False(container.Resources.Limits.ContainsKey("cpu"), name);
        }
    }

    [Theory, MemberData(nameof(Roles))]
    public async Task Pod_OfARole_SpreadsOverNodesAndZones(string folder, string role)
    {
        var template = (await Kustomize.Build(folder)).Deployment(role).Spec.Template;
        Assert.True(template.Spec.TopologySpreadConstraints.Single().LabelSelector.Matches(template.Metadata.Labels));
        var term = template.Spec.Affinity.PodAntiAffinity.PreferredDuringSchedulingIgnoredDuringExecution.Single().PodAffinityTerm;
        Assert.Equal("kubernetes.io/hostname", term.TopologyKey);
        Assert.True(term.LabelSelector.Matches(template.Metadata.Labels));
        Assert.Equal(["gateway", "serving", "training"], ComposeSource.Own.Select(service => service.Environment["Cluster__Roles"]).Distinct().Order());
    }

    [Fact]
    public async Task Images_OfStoresInDevelopment_AreThoseOfCompose()
    {
        var images = (await Kustomize.Build("k8s/overlays/dev")).All<V1StatefulSet>().Select(item => item.Spec.Template.Spec.Containers.Single().Image);
        Assert.Equal(ComposeSource.Read().Services.Where(service => service.Name is "redis" or "azurite").Select(service => service.Image).Order(), images.Order());
    }
}
