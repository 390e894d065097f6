using DistributedDL.Bench.Processes;
using Grpc.Net.Client;

namespace DistributedDL.Bench.Scale.Store;

/// <summary>The same service in four forms: embedded on a directory, embedded on Azurite, all roles in one member of a Redis cluster, gateway and serving silo apart.</summary>
internal sealed class StorePlaces : IAsyncDisposable
{
    private const string Provider = "Storage__Provider", Connection = "Storage__Azure__ConnectionString";

    // The compose file gives a serving silo more lanes than one process has by default.
    private static readonly (string, string)[] SameLanes = [("Lanes:Serving", "1"), ("Lanes:Learning", "1")];

    private readonly List<IAsyncDisposable> _running = [];

    private readonly List<(string Name, GrpcChannel Channel)> _others = [];

    private StorePlaces() { }

    public required GrpcChannel Directory { get; init; }

    /// <summary>All but the directory, by the end of their figures' names.</summary>
    public IReadOnlyList<(string Name, GrpcChannel Channel)> Others => _others;

    public static async Task<StorePlaces> Start()
    {
        var cluster = await BenchCluster.Start(training: 0, serving: 1, SameLanes);
        ServerProcess? directory = null;
        try
        {
            directory = await ServerProcess.Serve();
        }
        finally
        {
            if (directory is null) await cluster.DisposeAsync();
        }
        var places = new StorePlaces { Directory = directory.Channel, _running = { directory, cluster } };
        try
        {
            var given = cluster.Services["serving-1"].Environment;
            var redis = cluster.Services.Redis.Address!;
            await places.Add("azurite", Azurite(given, "azurite"));
            await places.Add("redis", [.. Azurite(given, "redis"), ("Cluster__Mode", "Redis"), ("Cluster__Redis", $"{redis.Host}:{redis.Port}"), ("Cluster__ClusterId", "one")]);
            places._others.Add(("cluster", cluster.Channel));
            return places;
        }
        catch
        {
            await places.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The cluster, first in, has the stores of the others.
        foreach (var one in Enumerable.Reverse(_running)) if (one is ServerProcess) await one.DisposeAsync();
        foreach (var one in _running) if (one is not ServerProcess) await one.DisposeAsync();
    }

    private async Task Add(string name, (string, string)[] settings)
    {
        var server = await ServerProcess.ServeAnew(settings);
        _running.Add(server);
        _others.Add((name, server.Channel));
    }

    private static (string, string)[] Azurite(IReadOnlyDictionary<string, string> given, string name) =>
    [
        (Provider, given[Provider]), (Connection, given[Connection]),
        ("Storage__Azure__Container", $"bench-{name}"), ("Storage__Azure__GrainStateContainer", $"bench-{name}-grains"),
    ];
}
