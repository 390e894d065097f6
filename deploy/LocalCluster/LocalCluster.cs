using DistributedDL.Deployment.Compose;
using DistributedDL.Deployment.Plan;
using DistributedDL.Deployment.Processes;

namespace DistributedDL.Deployment;

/// <summary>The topology of <c>docker-compose.yml</c> as processes on loopback. None of them outlives this process.</summary>
public sealed class LocalCluster : IAsyncDisposable
{
    private readonly LocalClusterOptions _options;
    private readonly Readiness _readiness;
    private readonly Dictionary<string, LocalService> _services;
    private readonly FileStream _lock;

    private LocalCluster(LocalClusterOptions options, IReadOnlyList<ServicePlan> plans, FileStream folderLock)
    {
        _options = options;
        _lock = folderLock;
        _readiness = new Readiness(options.Time);
        _services = plans.ToDictionary(plan => plan.Name, plan => new LocalService(plan, options, _readiness));
    }

    /// <summary>In the order in which they start.</summary>
    public IReadOnlyList<LocalService> Services => [.. _services.Values];

    /// <exception cref="KeyNotFoundException">No service has that name.</exception>
    public LocalService this[string name] => _services.TryGetValue(name, out var service)
        ? service
        : throw new KeyNotFoundException($"no service '{name}'; there are {string.Join(", ", _services.Keys)}");

    public LocalService Redis => Only(ServiceKind.Redis);

    public LocalService Azurite => Only(ServiceKind.Azurite);

    public LocalService Prometheus => Only(ServiceKind.Prometheus);

    /// <summary>gRPC addresses, for clients.</summary>
    public IReadOnlyList<Uri> Gateways => [.. _services.Values.Select(service => service.Grpc).OfType<Uri>()];

    /// <summary>Starts all and waits until all are ready: stores, then silos, then gateways, then Prometheus.</summary>
    /// <exception cref="InvalidDataException">The compose file is not understood.</exception>
    /// <exception cref="FileNotFoundException">A program is not installed.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception"><c>setpriv</c> or <c>dotnet</c> is not installed.</exception>
    /// <exception cref="InvalidOperationException">A service ended before it was ready.</exception>
    /// <exception cref="IOException">Another cluster has the folder.</exception>
    public static async Task<LocalCluster> Start(LocalClusterOptions options, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(Path.Combine(options.Directory, "logs"));
        var compose = ComposeFile.Read(options.Compose ?? Path.Combine(options.Root, "docker-compose.yml"));
        var plan = ClusterPlan.Create(compose, options);
        var cluster = new LocalCluster(options, plan, Lock(options.Directory));
        try
        {
            await cluster.StartAll(cancellation);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>All that a service has written so far, over its starts.</summary>
    public string Log(string name)
    {
        using var file = new FileStream(this[name].LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    // Two clusters in one folder would have two Redis and two stores over the same files.
    private static FileStream Lock(string directory)
    {
        try
        {
            return new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            throw new IOException($"'{directory}' is in use by another local cluster; stop that one, or name another folder with --dir ({e.Message})", e);
        }
    }

    private LocalService Only(ServiceKind kind) => _services.Values.Single(service => service.Kind == kind);

    private async Task StartAll(CancellationToken cancellation)
    {
        foreach (var stage in _services.Values.GroupBy(service => service.Kind))
        {
            await Task.WhenAll(stage.Select(service => service.Start(cancellation)));
            _options.Report($"ready: {string.Join(", ", stage.Select(service => service.Name))}");
        }
    }

    /// <summary>Ends all, each within its grace period: gateways, then silos, then what they need.</summary>
    public async ValueTask DisposeAsync()
    {
        // Prometheus watches to the end of the service, and then nothing needs it.
        var stages = _services.Values.GroupBy(service => service.Kind).OrderBy(stage => stage.Key switch
        {
            ServiceKind.Gateway => 0,
            ServiceKind.Silo => 1,
            ServiceKind.Prometheus => 2,
            ServiceKind.Azurite => 3,
            _ => 4,
        });
        foreach (var stage in stages) await Task.WhenAll(stage.Select(service => service.End()));
        _readiness.Dispose();
        await _lock.DisposeAsync();
    }
}
