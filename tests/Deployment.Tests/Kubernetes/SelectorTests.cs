using DistributedDL.Deployment.Plan;
using DistributedDL.Deployment.Tests.Compose;
using k8s.Models;

namespace DistributedDL.Deployment.Tests.Kubernetes;

public sealed class SelectorTests
{
    public static TheoryData<string> Folders => [.. Kustomize.Folders];

    [Theory, MemberData(nameof(Folders))]
    public async Task Deployments_SelectTheirOwnPodsAlone(string folder)
    {
        var manifests = await Kustomize.Build(folder);
        Assert.All(manifests.Deployments, item => Assert.Equal([item.Metadata.Name], manifests.Pods.Where(pod => item.Spec.Selector.Matches(pod.Template.Metadata.Labels)).Select(pod => pod.Name)));
        Assert.All(manifests.All<V1StatefulSet>(), item => Assert.Equal([item.Metadata.Name], manifests.Pods.Where(pod => item.Spec.Selector.Matches(pod.Template.Metadata.Labels)).Select(pod => pod.Name)));
    }

    [Theory, MemberData(nameof(Folders))]
    public async Task Services_SelectOnePodAndItsPorts(string folder)
    {
        var manifests = await Kustomize.Build(folder);
        foreach (var service in manifests.All<V1Service>())
        {
            var pod = Assert.Single(manifests.Pods, pod => Labels.Match(service.Spec.Selector, pod.Template.Metadata.Labels));
            var ports = pod.Template.Spec.Containers.Single().Ports;
            Assert.All(service.Spec.Ports, port => Assert.Contains(ports, inside => inside.Name == port.TargetPort.Value && inside.ContainerPort == port.Port));
        }
    }

    [Theory, MemberData(nameof(Folders))]
    public async Task DisruptionBudgets_HaveOneForEachRole(string folder)
    {
        var manifests = await Kustomize.Build(folder);
        var covered = manifests.All<V1PodDisruptionBudget>().Select(budget => Assert.Single(manifests.Pods, pod => budget.Spec.Selector.Matches(pod.Template.Metadata.Labels)).Name);
        Assert.Equal(manifests.Deployments.Select(item => item.Metadata.Name).Order(), covered.Order());
    }

    [Fact]
    public async Task ServiceMonitor_FindsOneServiceForEachRole()
    {
        var manifests = await Kustomize.Build("k8s/overlays/prod");
        var monitor = Assert.Single(manifests.All<ServiceMonitor>());
        var endpoint = Assert.Single(monitor.Spec.Endpoints);
        var scraped = manifests.All<V1Service>().Where(service => monitor.Spec.Selector.Matches(service.Metadata.Labels) && service.Spec.Ports.Any(port => port.Name == endpoint.Port));
        Assert.Equal(["gateway", "serving", "training"], scraped.Select(service => service.Spec.Selector["app.kubernetes.io/component"]).Order());
        // The label that rules and dashboards group by.
        Assert.Contains(endpoint.Relabelings!, rule => rule.TargetLabel == "role" && rule.SourceLabels!.Single() == "__meta_kubernetes_pod_label_app_kubernetes_io_component");
        Assert.Equal("/metrics", endpoint.Path);
    }

    [Fact]
    public async Task Autoscalers_ScaleDeploymentsWithoutACountOfTheirOwn()
    {
        foreach (var manifests in new[] { await Kustomize.Build("k8s/overlays/prod"), await Kustomize.BuildWithExternalMetric() })
        {
            var targets = manifests.All<V2HorizontalPodAutoscaler>().Select(item => item.Spec.ScaleTargetRef).Concat(manifests.All<ScaledObject>().Select(item => item.Spec.ScaleTargetRef)).ToList();
            Assert.Equal(["ddl-gateway", "ddl-training"], targets.Select(target => target.Name).Order());
            Assert.All(targets, target => Assert.Null(manifests.Deployments.Single(item => item.Metadata.Name == target.Name).Spec.Replicas));
        }
    }

    [Fact]
    public async Task TrainingDemand_PerSilo_IsTheNumberOfItsLanes()
    {
        var prod = await Kustomize.Build("k8s/overlays/prod");
        var lanes = prod.EnvironmentOf(prod.Deployment("training"))["Lanes__Training"];
        Assert.Equal(lanes, prod.All<ScaledObject>().Single().Spec.Triggers.Single().Metadata["threshold"]);
        var external = (await Kustomize.BuildWithExternalMetric()).All<V2HorizontalPodAutoscaler>().Single(item => item.Metadata.Name == "ddl-training").Spec.Metrics.Single().External;
        Assert.Equal(lanes, external.Target.AverageValue.ToString());
    }

    [Fact]
    public async Task Image_OfTheService_IsTheVersionOfTheBuild()
    {
        var version = System.Xml.Linq.XDocument.Load(Sources.SourceTree.At("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.All(ComposeSource.Own, service => Assert.Equal($"distributeddl:{version}", service.Image));
        foreach (var folder in Kustomize.Folders.Skip(1))
            Assert.All((await Kustomize.Build(folder)).Deployments, item => Assert.EndsWith($"distributeddl:{version}", item.Spec.Template.Spec.Containers.Single().Image));
        Assert.Equal(ServiceKind.LeftOut, Images.KindOf(ComposeSource.Read().Services.Single(service => service.Name == "grafana")));
    }
}
