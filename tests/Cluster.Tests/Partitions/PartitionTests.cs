using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using DistributedDL.Client;
using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.EndToEnd.Tests;
using DistributedDL.EndToEnd.Tests.OnlineLearning;

namespace DistributedDL.Cluster.Tests.Partitions;

/// <summary>Two serving silos on hosts of their own that no longer reach each other, while both reach Redis, the store and the gateway.</summary>
[Trait("Category", "Long")]
public sealed class PartitionTests : IDisposable
{
    private const int Examples = 8_000;
    private static readonly CrashCase Kind = CrashCases.All[1];
    private readonly TempFolder _folder = new();
    private readonly List<HostProcess> _processes = [];
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var process in Enumerable.Reverse(_processes)) process.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Cut_BetweenTwoSilos_OneStopsAndTheSessionKeepsOneWriter()
    {
        Programs.Require();
        using var hosts = NetworkHosts.Create(2);
        var (redis, azurite) = (FreePort(), FreePort());
        await Begin(["redis-server", "--bind", NetworkHosts.Here, "--port", $"{redis}", "--protected-mode", "no", "--save", "", "--dir", Folder("redis")]);
        await Begin([
            "node", Path.Combine(Ddl.Root, ".build/azurite/node_modules/azurite/dist/src/blob/main.js"), "--blobHost", NetworkHosts.Here, "--blobPort", $"{azurite}",
            "--location", Folder("azurite"), "--skipApiVersionCheck", "--disableProductStyleUrl", "--disableTelemetry", "--silent"]);
        await Listening(redis);
        await Listening(azurite);
        var silos = new List<HostProcess>();
        foreach (var host in new[] { 1, 2 })
        {
            var settings = Settings("serving", redis, azurite);
            settings["Silo__AdvertisedAddress"] = hosts.Address(host);
            silos.Add(await Begin(hosts.On(host, "dotnet", Program, "serve", "--json"), settings));
        }
        foreach (var silo in silos) await Ready(silo);
        var gateway = await Begin(["dotnet", Program, "serve", "--json"], Settings("gateway", redis, azurite));
        using var client = new DistributedDLClient(new Uri((string)JsonNode.Parse(await Ready(gateway))!["grpc"]!));
        (await Ddl.Run(client.Address.ToString(), "model", "create", Kind.Spec.Model, "--spec", _folder.Write("net.yaml", Kind.Model), "--json")).Succeeded();
        var stream = new SessionStream(client, "s", Kind, Examples);
        await stream.Open(_cancellation);
        stream.Progress.Allow(Examples / 4);
        var learning = stream.Run(_cancellation);
        await stream.Progress.UntilAcknowledged(Examples / 4, _cancellation);

        hosts.Cut(1, 2);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        // Work goes on in the midst of it, on whichever side.
        stream.Progress.Allow(Examples / 2);
        while (silos.All(silo => silo.IsRunning)) await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, limit.Token);
        stream.Progress.Allow(3 * Examples / 4);
        await await Task.WhenAny(stream.Progress.UntilAcknowledged(3 * Examples / 4, limit.Token), learning);
        hosts.Join(1, 2);
        stream.Progress.Allow(Examples);
        await learning.WaitAsync(limit.Token);

        Assert.Single(silos, silo => silo.IsRunning);
        var session = await client.OnlineLearning.GetSessionAsync(new GetSessionRequest { Session = "s" }, cancellationToken: _cancellation);
        var calm = new SessionStream(client, "calm", Kind, Examples);
        await calm.Open(_cancellation);
        calm.Progress.Allow(Examples);
        await calm.Run(_cancellation);
        ClusterWork.AssertSame(await client.OnlineLearning.GetSessionAsync(new GetSessionRequest { Session = "calm" }, cancellationToken: _cancellation), session);
        TestContext.Current.TestOutputHelper!.WriteLine($"{stream.Progress.Duplicates} duplicates");
    }

    private static string Program => Path.Combine(Ddl.Root, ".build", "ddl", "ddl.dll");

    private async Task<HostProcess> Begin(IReadOnlyList<string> command, Dictionary<string, string>? environment = null)
    {
        var process = await HostProcess.Start(command, Folder("run"), environment ?? []);
        _processes.Add(process);
        return process;
    }

    private static Dictionary<string, string> Settings(string role, int redis, int azurite) => new()
    {
        ["Cluster__Mode"] = "Redis",
        ["Cluster__Redis"] = $"{NetworkHosts.Here}:{redis}",
        ["Cluster__Roles"] = role,
        ["Cluster__ProbeTimeout"] = "00:00:01.500",
        ["Cluster__RefreshInterval"] = "00:00:01",
        ["Gateway__HttpPort"] = "0",
        ["Gateway__GrpcPort"] = "0",
        ["Gateway__MetricsPort"] = "0",
        ["Storage__Provider"] = "AzureBlob",
        ["Storage__Azure__ConnectionString"] =
            $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://{NetworkHosts.Here}:{azurite}/devstoreaccount1;",
    };

    private string Folder(string name) => Directory.CreateDirectory(_folder.File(name)).FullName;

    private async Task<string> Ready(HostProcess process)
    {
        try
        {
            return await process.FirstLine.WaitAsync(TimeSpan.FromSeconds(90), _cancellation);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"not ready: {process.Output}");
        }
    }

    private async Task Listening(int port)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Parse(NetworkHosts.Here), port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
