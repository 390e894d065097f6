using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DistributedDL.Tests.Shared;

namespace DistributedDL.Cli.Tests.Serving;

/// <summary>A gateway, as a process of its own, whose cluster is not there.</summary>
public sealed class WaitingGatewayTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"ddl-gateway-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_data)) Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public Task Gateway_WithoutRedis_SaysSoAndEndsQuietlyWhenItIsTold() =>
        Waits("127.0.0.1:1,password=secret", "Cluster:Redis: no answer at 127.0.0.1:1 (no connection)");

    [Fact]
    public async Task Gateway_WithoutASilo_SaysSoAndEndsQuietlyWhenItIsTold()
    {
        using var redis = new RedisServer();
        await redis.Begin();
        await Waits(redis.Connection, "no silo answers");
    }

    private async Task Waits(string redis, string reason)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var http = FreePort();
        using var gateway = Start(http, redis);
        try
        {
            var error = gateway.StandardError.ReadToEndAsync(limit.Token);
            Assert.Equal($"Unhealthy: the cluster does not answer: {reason}\n", await Reason(http, gateway, limit.Token));

            using (var term = Process.Start("kill", ["-TERM", $"{gateway.Id}"])) await term.WaitForExitAsync(limit.Token);
            await gateway.WaitForExitAsync(limit.Token);

            Assert.Equal((0, ""), (gateway.ExitCode, await gateway.StandardOutput.ReadToEndAsync(limit.Token)));
            var said = await error;
            Assert.DoesNotContain("error:", said, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", said, StringComparison.Ordinal);
            Assert.DoesNotContain("password", said, StringComparison.Ordinal);
        }
        finally
        {
            if (!gateway.HasExited) gateway.Kill();
        }
    }

    private Process Start(int http, string redis)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "ddl.dll"), "serve", "--http", $"{http}", "--grpc", "0", "--metrics", "0", "--data", _data,
            "--set", "Cluster:Mode=Redis", "--set", $"Cluster:Redis={redis}", "--set", "Cluster:Roles=gateway", "--set", "Gateway:ReadinessInterval=00:00:00.1",
        ];
        return Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() })!;
    }

    /// <summary>Once the cluster was asked.</summary>
    private static async Task<string> Reason(int http, Process gateway, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        for (var said = ""; ;)
        {
            try
            {
                using var response = await client.GetAsync($"http://127.0.0.1:{http}/health/ready", cancellation);
                said = await response.Content.ReadAsStringAsync(cancellation);
            }
            catch (HttpRequestException) when (!gateway.HasExited)
            {
            }
            if (said.Length > 0 && !said.Contains("has not answered yet", StringComparison.Ordinal)) return said;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
