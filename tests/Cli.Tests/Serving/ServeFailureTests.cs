using System.Net;
using System.Net.Sockets;
using DistributedDL.Clustering;
using DistributedDL.Tests.Shared;
using Microsoft.Extensions.Options;

namespace DistributedDL.Cli.Tests.Serving;

/// <summary>What an operator reads when a server does not start: one line, and no defect of ddl.</summary>
public sealed class ServeFailureTests : IDisposable
{
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"ddl-serve-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_data)) Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Serve_ASiloWithoutRedis_SaysWhereItWasSought()
    {
        var (code, output, error) = await Serve("--set Cluster:Mode=Redis --set Cluster:Redis=127.0.0.1:1,password=secret --set Cluster:Roles=training");

        Assert.Equal((1, "", "error: Cluster:Redis: no answer at 127.0.0.1:1 (no connection)\n"), (code, output, error));
    }

    [Fact]
    public async Task Serve_WithAnotherStoreThanTheCluster_NamesBoth()
    {
        using var server = new RedisServer();
        await server.Begin();
        using var redis = new ClusterRedis(Options.Create(new ClusterJoinOptions { Mode = "Redis", Redis = server.Connection, ClusterId = "compose" }));
        await redis.ClaimStore("theirs", TestContext.Current.CancellationToken);

        var (code, output, error) = await Serve($"--set Cluster:Mode=Redis --set Cluster:Redis={server.Connection} --set Cluster:ClusterId=compose --set Cluster:Roles=training");

        Assert.Equal((1, ""), (code, output));
        Assert.Matches($"^error: Storage: this process has store [0-9a-f]{{32}} \\(directory '{_data}'\\), and cluster 'compose' has store theirs; set Storage:Provider .*\n$", error);
    }

    [Theory]
    [InlineData("SiloPort")]
    [InlineData("GatewayPort")]
    public async Task Serve_APortInUse_NamesPortAndSetting(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (code, output, error) = await Serve($"--set Silo:{option}={port}");

        Assert.Equal((1, "", $"error: cannot listen on port {port} (Silo:{option}): another process uses it; stop that process or choose another port, 0 for any free one\n"), (code, output, error));
    }

    [Fact]
    public async Task Serve_ValuesOfAnotherForm_AreAllNamed()
    {
        var (code, _, error) = await Serve("--set Cluster:ProbeTimeout=abc --set Lanes:Training=two");

        Assert.Equal(1, code);
        Assert.Contains("Cluster:ProbeTimeout: 'abc' is no time span, as in 00:00:05", error, StringComparison.Ordinal);
        Assert.Contains("Lanes:Training: 'two' is no whole number", error, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> Serve(string settings) => Ddl.Run($"serve --http 0 --grpc 0 --metrics 0 --data {_data} {settings}");
}
