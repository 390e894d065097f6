using System.Collections.Concurrent;
using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.Kubernetes;

/// <summary>What <c>kubectl kustomize</c> makes of a folder; each folder is built once.</summary>
internal static class Kustomize
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Built = new();

    public static IReadOnlyList<string> Folders { get; } = ["k8s/base", "k8s/overlays/dev", "k8s/overlays/prod"];

    /// <summary>A kubectl whose kustomize knows components: the machine's, or the one that ./test has brought.</summary>
    private static readonly Lazy<Task<string?>> Program = new(Find);

    public static async Task<Manifests> Build(string folder)
    {
        var text = await Built.GetOrAdd(folder, key => new Lazy<Task<string>>(() => Run(key))).Value;
        return Manifests.Read(folder, text);
    }

    /// <summary>The production overlay with the autoscaler that needs no KEDA.</summary>
    public static async Task<Manifests> BuildWithExternalMetric()
    {
        using var folder = new TempFolder();
        var root = Path.GetRelativePath(folder.Path, SourceTree.At("k8s"));
        folder.Write("kustomization.yaml", $"""
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            namespace: distributeddl
            resources: ["{root}/base"]
            components: ["{root}/components/autoscaling-hpa", "{root}/components/monitoring"]
            """);
        return Manifests.Read("autoscaling-hpa", await Run(folder.Path));
    }

    private static async Task<string> Run(string folder)
    {
        var program = await Program.Value;
        Assert.SkipWhen(program is null, "no kubectl whose kustomize knows components is installed");
        var (code, output, error) = await Tool.Run(program, "kustomize", folder);
        Assert.True(code == 0, $"kubectl kustomize {folder}: {error}");
        // What is out of use is said on standard error.
        Assert.Equal("", error);
        return output;
    }

    private static async Task<string?> Find()
    {
        foreach (var program in new[] { "kubectl", SourceTree.At(".build", "kubectl", "kubectl") })
        {
            if (!(File.Exists(program) || Tool.Exists(program))) continue;
            if ((await Tool.Run(program, "kustomize", "k8s/overlays/prod")).Code == 0) return program;
        }
        return null;
    }
}
