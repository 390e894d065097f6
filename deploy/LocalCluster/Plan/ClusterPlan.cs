using System.Globalization;
using DistributedDL.Deployment.Compose;

namespace DistributedDL.Deployment.Plan;

/// <summary>
/// The topology of a compose file as processes of this machine: (1) services are scaled, (2) every port gets a port on loopback,
/// (3) names, ports, addresses and mounts are replaced by those of this machine, (4) the operator's settings come over all.
/// </summary>
internal sealed class ClusterPlan
{
    private readonly LocalClusterOptions _options;
    private readonly PortMap _ports = new();

    private ClusterPlan(LocalClusterOptions options) => _options = options;

    public static IReadOnlyList<ServicePlan> Create(ComposeFile compose, LocalClusterOptions options) => new ClusterPlan(options).Plan(compose);

    private List<ServicePlan> Plan(ComposeFile compose)
    {
        // (1)
        var services = Scaling.Apply(compose.Services, _options.Scale).Where(service => Images.KindOf(service) != ServiceKind.LeftOut).ToList();
        // (2)
        var free = new FreePorts(_options.PortSeed);
        foreach (var service in services)
            foreach (var (inside, published) in PortsOf(service))
                _ports.Add(service.Name, inside, _options.PublishedPorts && published is { } port ? port : free.Take());
        PrometheusFiles.Write(compose, services, _ports, _options.Directory);
        // (3), (4)
        return [.. services.Select(service => Plan(service)).OrderBy(plan => plan.Kind)];
    }

    private ServicePlan Plan(ComposeService service)
    {
        var kind = Images.KindOf(service);
        var isOurs = kind is ServiceKind.Silo or ServiceKind.Gateway;
        return new ServicePlan
        {
            Name = service.Name,
            Kind = kind,
            Role = Images.RoleOf(service),
            Command = isOurs ? [.. Programs.Ddl(_options), "serve", "--json", "--until-end-of-input"] : Command(service, kind),
            Environment = isOurs ? EnvironmentOf(service) : new Dictionary<string, string>(),
            Ports = _ports.Of(service.Name),
            StopGracePeriod = service.StopGracePeriod,
        };
    }

    private static IEnumerable<KeyValuePair<int, int?>> PortsOf(ComposeService service)
    {
        var named = service.Environment.Where(pair => IsPort(pair.Key)).Select(pair => PortOf(service, pair.Key, pair.Value));
        return service.Ports.Concat(named.Where(port => !service.Ports.ContainsKey(port)).Select(port => KeyValuePair.Create(port, (int?)null)));
    }

    private static int PortOf(ComposeService service, string key, string value) =>
        ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? port
            : throw new InvalidDataException($"services.{service.Name}.environment.{key} is '{value}'; a port is from 1 to {ushort.MaxValue}");

    private static bool IsPort(string key) => key.EndsWith("Port", StringComparison.Ordinal);

    private Dictionary<string, string> EnvironmentOf(ComposeService service)
    {
        var environment = service.Environment.ToDictionary(pair => pair.Key, pair => Here(service, pair.Key, pair.Value));
        foreach (var (key, value) in _options.Settings) environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return environment;
    }

    private string Here(ComposeService service, string key, string value) => key switch
    {
        _ when IsPort(key) => _ports.Of(service.Name, PortOf(service, key, value)).ToString(CultureInfo.InvariantCulture),
        "Gateway__BindAddress" or "Silo__AdvertisedAddress" => PortMap.Loopback,
        _ => _ports.Translate(value),
    };

    private List<string> Command(ComposeService service, ServiceKind kind)
    {
        var arguments = service.Command.Select(argument => service.Mounts.Aggregate(
            _ports.TranslateArgument(service.Name, argument), (text, mount) => Mounted(text, mount.Key, FolderOf(service, mount.Value))));
        return [.. Programs.Of(kind, _options), .. kind == ServiceKind.Prometheus ? arguments : arguments.Skip(1)];
    }

    private static string Mounted(string argument, string inside, string here) =>
        argument == inside || argument.StartsWith(inside + "/", StringComparison.Ordinal) ? here + argument[inside.Length..]
        : argument.Contains("=" + inside, StringComparison.Ordinal) ? argument.Replace("=" + inside, "=" + here, StringComparison.Ordinal)
        : argument;

    private string FolderOf(ComposeService service, string source)
    {
        var folder = Path.Combine(_options.Directory, source.StartsWith('.') ? Path.Combine("config", service.Name) : Path.Combine("volumes", source));
        Directory.CreateDirectory(folder);
        return folder;
    }
}
