using DistributedDL.Client;
using DistributedDL.Deployment;
using DistributedDL.EndToEnd.Tests;

namespace DistributedDL.Cluster.Tests;

/// <summary>A cluster of real processes in a temporary folder; it and its folder end with the test.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly List<DistributedDLClient> _clients;

    private TestCluster(TempFolder folder, LocalCluster services)
    {
        (_folder, Services) = (folder, services);
        _clients = [.. services.Gateways.Select(gateway => new DistributedDLClient(gateway))];
    }

    public LocalCluster Services { get; }

    /// <summary>One a gateway.</summary>
    public IReadOnlyList<DistributedDLClient> Clients => _clients;

    public DistributedDLClient Client => _clients[0];

    public string File(string name) => _folder.File(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <param name="scale">Other numbers of services than the compose file has, as <c>training=1</c>.</param>
    public static async Task<TestCluster> Start(string scale = "", params (string Key, string Value)[] settings)
    {
        Programs.Require();
        var folder = new TempFolder();
        try
        {
            var services = await LocalCluster.Start(new LocalClusterOptions
            {
                Root = Ddl.Root,
                Directory = folder.File("cluster"),
                Scale = scale.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')).ToDictionary(part => part[0], part => int.Parse(part[1])),
                Settings = Settings(settings),
                PortSeed = folder.Data.GetHashCode(StringComparison.Ordinal),
            }, TestContext.Current.CancellationToken);
            return new TestCluster(folder, services);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A dead silo is found within seconds, so that tests need not wait for it; a frozen or cut off one too.</summary>
    private static Dictionary<string, string> Settings((string Key, string Value)[] given)
    {
        var settings = new Dictionary<string, string>
        {
            ["Cluster:ProbeTimeout"] = "00:00:01.500",
            ["Cluster:RefreshInterval"] = "00:00:01",
            ["Cluster:ShutdownTimeout"] = "00:00:20",
            ["Gateway:DrainDelay"] = "00:00:00.500",
            ["Gateway:DrainTimeout"] = "00:00:10",
            ["Training:CheckpointInterval"] = "00:00:01",
            ["Training:WakeInterval"] = "00:00:01",
            ["Training:LaneLease"] = "00:00:05",
            ["Training:RankTimeout"] = "00:00:05",
        };
        foreach (var (key, value) in given) settings[key] = value;
        return settings;
    }

    /// <summary>Runs the command against a gateway.</summary>
    public Task<Outcome> Run(int gateway, params string[] arguments) => Ddl.Run(Services.Gateways[gateway].ToString().TrimEnd('/'), arguments);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        // What a gateway calls a defect is one, and its folder is about to go.
        foreach (var gateway in Services.Services.Where(service => service.Role == "gateway"))
            foreach (var line in Services.Log(gateway.Name).Split('\n').Where(line => line.Contains(" fail:", StringComparison.Ordinal)).Take(10))
                TestContext.Current.TestOutputHelper?.WriteLine($"{gateway.Name}: {line}");
        await Services.DisposeAsync();
        _folder.Dispose();
    }
}
