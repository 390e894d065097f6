using k8s;
using k8s.Models;

namespace DistributedDL.Deployment.Tests.Kubernetes;

/// <summary>All documents of one build, read strictly: an unknown or doubled field, or an unknown kind, is a fault.</summary>
internal sealed class Manifests
{
    private static readonly Dictionary<string, Type> Types = new()
    {
        ["keda.sh/v1alpha1/ScaledObject"] = typeof(ScaledObject),
        ["monitoring.coreos.com/v1/ServiceMonitor"] = typeof(ServiceMonitor),
    };

    private readonly List<object> _objects;

    private Manifests(string name, List<object> objects) => (Name, _objects) = (name, objects);

    public string Name { get; }

    public int Count => _objects.Count;

    public IEnumerable<V1Deployment> Deployments => All<V1Deployment>();

    /// <summary>The templates of all pods, the stores of development too.</summary>
    public IEnumerable<(string Name, V1PodTemplateSpec Template)> Pods =>
        Deployments.Select(item => (item.Metadata.Name, item.Spec.Template)).Concat(All<V1StatefulSet>().Select(item => (item.Metadata.Name, item.Spec.Template)));

    public static Manifests Read(string name, string text) => new(name, KubernetesYaml.LoadAllFromString(text, Types, strict: true));

    public IEnumerable<T> All<T>() => _objects.OfType<T>();

    public V1Deployment Deployment(string role) => Deployments.Single(item => item.Metadata.Name == $"ddl-{role}");

    /// <summary>Environment of the container of a deployment as it would be in the pod. Secrets that are not in the tree have a value that stands for them.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentOf(V1Deployment deployment)
    {
        var container = deployment.Spec.Template.Spec.Containers.Single();
        var values = new Dictionary<string, string>();
        foreach (var from in container.EnvFrom ?? [])
            foreach (var (key, value) in All<V1ConfigMap>().Single(map => map.Metadata.Name == from.ConfigMapRef.Name).Data) values[key] = value;
        foreach (var variable in container.Env ?? [])
            values[variable.Name] = variable.ValueFrom is { } source ? Value(source) : Expand(variable.Value, values);
        return values;
    }

    private static string Expand(string text, Dictionary<string, string> values) =>
        values.Aggregate(text, (current, pair) => current.Replace($"$({pair.Key})", pair.Value, StringComparison.Ordinal));

    private string Value(V1EnvVarSource source)
    {
        if (source.FieldRef is { } field) return field.FieldPath == "status.podIP" ? "10.1.2.3" : throw new InvalidOperationException($"field {field.FieldPath}");
        var reference = source.SecretKeyRef;
        var secret = All<V1Secret>().SingleOrDefault(item => item.Metadata.Name == reference.Name);
        if (secret is not null) return System.Text.Encoding.UTF8.GetString(secret.Data[reference.Key]);
        return (reference.Name, reference.Key) == ("ddl-redis", "connection-string")
            ? "redis.example:6380,ssl=true,password=of-the-operator"
            : throw new InvalidOperationException($"secret {reference.Name} with key {reference.Key} is neither in the tree nor documented");
    }
}
