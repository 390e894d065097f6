using System.Net;
using System.Net.Sockets;
using DistributedDL.Gateway.Endpoints;
using DistributedDL.Gateway.Tests.Hosting;
using DistributedDL.Storage.Blobs;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(GatewayHost))]

namespace DistributedDL.Gateway.Tests.Hosting;

/// <summary>The gateway on free ports over a real silo with test grains and a directory store, all in this process.</summary>
public sealed class GatewayHost : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ddl-gateway-").FullName;
    private readonly Dictionary<string, string?> _settings;
    private DirectoryBlobStore? _store;

    public GatewayHost() : this([]) { }

    private GatewayHost(Dictionary<string, string?> settings) => _settings = settings;

    public Stage Stage { get; } = new();

    public CapturedLog Log { get; } = new();

    public WebApplication App { get; private set; } = null!;

    public GrpcChannel Channel { get; private set; } = null!;

    public HttpClient Http { get; } = new();

    public IBlobStore Store => _store!;

    public GatewayEndpoints Endpoints => App.Services.GetRequiredService<GatewayEndpoints>();

    public string HttpAddress => $"http://{Endpoints.Http}";

    public string MetricsAddress => $"http://{Endpoints.Metrics}";

    public static async Task<GatewayHost> Start(params (string Key, string Value)[] settings)
    {
        var host = new GatewayHost(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        try
        {
            await host.InitializeAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gateway:HttpPort"] = "0", ["Gateway:GrpcPort"] = "0", ["Gateway:MetricsPort"] = "0", ["Gateway:WatchInterval"] = "00:00:00.010",
        });
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Logging.ClearProviders().AddProvider(Log);
        _store = new DirectoryBlobStore(_directory, TimeProvider.System);
        builder.Services.AddSingleton<IBlobStore>(_store);
        builder.Services.AddSingleton(Stage);
        var ports = FreePorts(2);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(ports[0], ports[1]));
        builder.AddDistributedDLGateway();
        App = builder.Build();
        App.MapDistributedDLGateway();
        await App.StartAsync();
        Channel = GrpcChannel.ForAddress($"http://{Endpoints.Grpc}");
    }

    public async ValueTask DisposeAsync()
    {
        Channel?.Dispose();
        Http.Dispose();
        if (App is not null) await App.DisposeAsync();
        _store?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    public async Task<List<string>> Uploads()
    {
        var names = new List<string>();
        await foreach (var blob in Store.List("uploads/")) names.Add(blob.Name);
        return names;
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}
