using DistributedDL.Deployment.Compose;
using YamlDotNet.Serialization;

namespace DistributedDL.Deployment.Plan;

/// <summary>The folder that Prometheus mounts, with targets on loopback: those that are started, and of each role all.</summary>
internal static class PrometheusFiles
{
    private const string Main = "prometheus.yml";

    public static void Write(ComposeFile compose, IReadOnlyList<ComposeService> services, PortMap ports, string directory)
    {
        if (services.FirstOrDefault(service => Images.KindOf(service) == ServiceKind.Prometheus) is not { } prometheus) return;
        var source = Path.Combine(compose.Folder, prometheus.Mounts.Values.First(mount => mount.StartsWith('.')));
        var target = Path.Combine(directory, "config", prometheus.Name);
        foreach (var file in Directory.EnumerateFiles(source, "*.yml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
        File.WriteAllText(Path.Combine(target, Main), Translate(File.ReadAllText(Path.Combine(source, Main)), services, ports));
    }

    internal static string Translate(string text, IReadOnlyList<ComposeService> services, PortMap ports)
    {
        var root = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(text);
        foreach (var job in ((List<object>)root["scrape_configs"]).Cast<Dictionary<object, object>>())
            foreach (var group in ((List<object>)job["static_configs"]).Cast<Dictionary<object, object>>())
                group["targets"] = Targets(group, services).Select(ports.Translate).ToList();
        return new SerializerBuilder().Build().Serialize(root);
    }

    private static IEnumerable<string> Targets(Dictionary<object, object> group, IReadOnlyList<ComposeService> services)
    {
        var named = ((List<object>)group["targets"]).Cast<string>().ToList();
        var port = named[0].Split(':')[1];
        var role = group.TryGetValue("labels", out var labels) ? ((Dictionary<object, object>)labels).GetValueOrDefault("role") as string : null;
        return role is null
            ? named.Where(target => services.Any(service => service.Name == target.Split(':')[0]))
            : services.Where(service => Images.RoleOf(service) == role).Select(service => $"{service.Name}:{port}");
    }
}
