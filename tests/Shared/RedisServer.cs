using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DistributedDL.Tests.Shared;

/// <summary>Redis as a process of its own, on a free port of loopback and with a password; it begins when it is told to, and keeps nothing on disk.</summary>
public sealed class RedisServer : IDisposable
{
    public const string Password = "not-to-be-shown";
    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(30);
    private Process? _process;

    public RedisServer()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/redis-server"), "redis-server is not installed");
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Port = ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public int Port { get; }

    public string Connection => $"127.0.0.1:{Port},password={Password}";

    public async Task<RedisServer> Begin()
    {
        string[] arguments = ["--bind", "127.0.0.1", "--port", $"{Port}", "--requirepass", Password, "--save", "", "--appendonly", "no"];
        _process = Process.Start(new ProcessStartInfo("/usr/bin/redis-server", arguments) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() })!;
        using var limit = new CancellationTokenSource(StartUp);
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal)) return this;
        throw new InvalidOperationException("redis-server did not start");
    }

    public void Dispose()
    {
        if (_process is null) return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
