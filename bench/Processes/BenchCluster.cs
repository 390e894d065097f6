using DistributedDL.Bench.Harness;
using DistributedDL.Client;
using DistributedDL.Deployment;
using Grpc.Net.Client;

namespace DistributedDL.Bench.Processes;

/// <summary>A cluster of processes in a temporary folder; both end with this object.</summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    private readonly string _folder;

    private BenchCluster(string folder, LocalCluster services)
    {
        (_folder, Services) = (folder, services);
        Client = new DistributedDLClient(services.Gateways[^1]);
        Channel = GrpcChannel.ForAddress(services.Gateways[^1], new GrpcChannelOptions { MaxReceiveMessageSize = null });
    }

    public LocalCluster Services { get; }

    /// <summary>Of the last service with a door: the gateway.</summary>
    public DistributedDLClient Client { get; }

    public GrpcChannel Channel { get; }

    /// <summary>Silos, gateways, Redis and Azurite of <c>docker-compose.yml</c>.</summary>
    /// <exception cref="SkippedException">A program is not installed.</exception>
    public static Task<BenchCluster> Start(int training, int serving, params (string Key, string Value)[] settings) => Start(
        ComposeText.Cluster, new Dictionary<string, int> { ["training"] = training, ["serving"] = serving, ["gateway"] = 1 },
        [("Gateway:DrainDelay", "00:00:00.500"), .. settings]);

    /// <summary>One process that is the whole cluster, on a directory.</summary>
    public static Task<BenchCluster> Embedded(params (string Key, string Value)[] settings) => Start(ComposeText.Embedded, new Dictionary<string, int>(), settings);

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        Client.Dispose();
        await Services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<BenchCluster> Start(string compose, IReadOnlyDictionary<string, int> scale, (string Key, string Value)[] settings)
    {
        await ServerProcess.UntilBuilt;
        var folder = Directory.CreateTempSubdirectory("ddl-bench-").FullName;
        try
        {
            var file = Path.Combine(folder, "compose.yml");
            await File.WriteAllTextAsync(file, compose);
            return new BenchCluster(folder, await LocalCluster.Start(new LocalClusterOptions
            {
                Root = SourceTree.Root,
                Compose = file,
                Directory = Path.Combine(folder, "cluster"),
                Scale = scale,
                Settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value),
                PortSeed = folder.GetHashCode(StringComparison.Ordinal),
                Report = text => { if (text.Contains("ended by itself", StringComparison.Ordinal)) Console.Error.WriteLine(text); },
            }));
        }
        catch (Exception e)
        {
            Directory.Delete(folder, recursive: true);
            if (e is FileNotFoundException) throw new SkippedException(e.Message);
            throw;
        }
    }
}
