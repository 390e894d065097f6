using k8s.Models;

namespace DistributedDL.Deployment.Tests.Kubernetes;

public sealed class StrictTests
{
    [Theory]
    [InlineData("k8s/base", 3)]
    [InlineData("k8s/overlays/dev", 3)]
    [InlineData("k8s/overlays/prod", 3)]
    public async Task Build_OfAFolder_ReadsStrictlyIntoTheTypesOfTheApi(string folder, int deployments)
    {
        var manifests = await Kustomize.Build(folder);
        Assert.Equal(deployments, manifests.Deployments.Count());
        Assert.Equal(["gateway", "serving", "training"], manifests.Deployments.Select(item => item.Metadata.Labels["app.kubernetes.io/component"]).Order());
    }

    [Fact]
    public async Task Build_OfTheAlternativeAutoscaler_ReadsStrictly() => Assert.Equal(2, (await Kustomize.BuildWithExternalMetric()).All<V2HorizontalPodAutoscaler>().Count());

    [Theory]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { port: 1 }")]
    [InlineData("apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: a }\nspec: { maxReplicas: 1 }")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: { name: a, name: b }")]
    public void Read_OfWhatTheApiDoesNotKnow_Fails(string text) => Assert.ThrowsAny<Exception>(() => Manifests.Read("a fault", text));

    [Fact]
    public async Task Secrets_OfBaseAndProduction_AreReferencesAlone()
    {
        Assert.Empty((await Kustomize.Build("k8s/base")).All<V1Secret>());
        var prod = await Kustomize.Build("k8s/overlays/prod");
        Assert.Empty(prod.All<V1Secret>());
        Assert.All(prod.Deployments, item => Assert.Contains(item.Spec.Template.Spec.Containers.Single().Env, variable => variable is { Name: "Cluster__Redis", ValueFrom.SecretKeyRef: not null }));
        Assert.DoesNotContain("AccountKey", string.Concat(prod.All<V1ConfigMap>().SelectMany(map => map.Data.Values)));
    }
}
