using System.Diagnostics;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace DistributedDL.Bench.Processes;

/// <summary>A server in a process of its own, ended with this object.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60), PollInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>The first call may build, which is no part of a start.</summary>
    private static readonly Lazy<Task<double>> Built = new(() => CommandTime.Milliseconds(SourceTree.Ddl, ["--version"]));

    /// <summary>Completes when the command is built.</summary>
    public static Task UntilBuilt => Built.Value;

    private readonly Process _process;
    private readonly string? _data;

    private ServerProcess(Process process, GrpcChannel channel, string? data, TimeSpan started) =>
        (_process, Channel, _data, Started) = (process, channel, data, started);

    public GrpcChannel Channel { get; }

    /// <summary>From the start of the process to its health service saying SERVING.</summary>
    public TimeSpan Started { get; }

    public double ResidentMiB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary><c>ddl serve</c> on free ports and an empty data folder.</summary>
    public static Task<ServerProcess> Serve() => ServeAnew();

    /// <summary>The same with settings, as <c>Section__Key</c>.</summary>
    public static Task<ServerProcess> ServeAnew(params (string Key, string Value)[] settings)
    {
        var data = Directory.CreateTempSubdirectory("ddl-bench-").FullName;
        return Serve(data, data, settings);
    }

    /// <summary><c>ddl serve</c> on free ports and a data folder that stays.</summary>
    public static Task<ServerProcess> Serve(string data, params (string Key, string Value)[] settings) => Serve(data, null, settings);

    private static async Task<ServerProcess> Serve(string data, string? removed, params (string Key, string Value)[] settings)
    {
        await Built.Value;
        var port = FreePort.Next();
        return await Start(SourceTree.Ddl, ["serve", "--data", data, "--grpc", $"{port}", "--http", $"{FreePort.Next()}", "--metrics", $"{FreePort.Next()}"], port, removed, settings);
    }

    public static Task<ServerProcess> Echo()
    {
        var port = FreePort.Next();
        return Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "ddl-bench.dll"), EchoServer.Command, $"{port}"], port, null);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_data is not null) Directory.Delete(_data, recursive: true);
    }

    private static async Task<ServerProcess> Start(string program, IEnumerable<string> arguments, int port, string? data, params (string Key, string Value)[] settings)
    {
        var begun = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in settings) start.Environment[key] = value;
        var process = Process.Start(start)!;
        var errors = new List<string>();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => { lock (errors) errors.Add(line.Data ?? ""); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}", new GrpcChannelOptions { MaxReceiveMessageSize = null });
        var server = new ServerProcess(process, channel, data, TimeSpan.Zero);
        try
        {
            await UntilServing(channel, process, begun);
            return new ServerProcess(process, channel, data, Stopwatch.GetElapsedTime(begun));
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            await server.DisposeAsync();
            lock (errors) throw new InvalidOperationException($"{e.Message}\n{string.Join('\n', errors)}", e);
        }
    }

    private static async Task UntilServing(GrpcChannel channel, Process process, long begun)
    {
        var health = new Health.HealthClient(channel);
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"the server ended with code {process.ExitCode}");
            if (Stopwatch.GetElapsedTime(begun) > StartLimit) throw new TimeoutException($"the server was not ready after {StartLimit.TotalSeconds} s");
            try
            {
                var status = await health.CheckAsync(new HealthCheckRequest(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(2));
                if (status.Status == HealthCheckResponse.Types.ServingStatus.Serving) return;
            }
            catch (RpcException)
            {
                // Not listening yet.
            }
            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }
}
