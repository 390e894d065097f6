using System.Diagnostics;
using System.Text.Json.Nodes;

namespace DistributedDL.EndToEnd.Tests;

/// <summary>A real <c>ddl serve</c> on free ports.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly JsonObject _ready;
    private readonly Task<string> _error;

    private RunningServer(Process process, JsonObject ready, Task<string> error) =>
        (_process, _ready, _error, Ended) = (process, ready, error, process.WaitForExitAsync());

    public string Grpc => (string)_ready["grpc"]!;

    public string Http => (string)_ready["http"]!;

    public string Metrics => (string)_ready["metrics"]!;

    public int Id => _process.Id;

    /// <summary>Completes when the process has ended.</summary>
    public Task Ended { get; }

    public static async Task<RunningServer> Start(string data, params string[] more)
    {
        var process = Ddl.Start(null, ["serve", "--json", "--data", data, "--http", "0", "--grpc", "0", "--metrics", "0", .. more]);
        var (server, error) = await Ready(process);
        return server ?? throw new InvalidOperationException($"the server did not start: {error}");
    }

    /// <summary>On a gRPC port of the caller's.</summary>
    /// <returns>Null when it ended before it was ready.</returns>
    public static async Task<RunningServer?> TryStart(string data, int grpc, IReadOnlyDictionary<string, string> environment)
    {
        var process = Ddl.Start(null, environment, "serve", "--json", "--data", data, "--http", "0", "--grpc", $"{grpc}", "--metrics", "0");
        return (await Ready(process)).Server;
    }

    public Task<Outcome> Run(params string[] arguments) => Ddl.Run(Grpc, arguments);

    public async Task<JsonObject> Json(params string[] arguments) => (await Run([.. arguments, "--json"])).Succeeded();

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>Exit code and what it wrote to standard error.</returns>
    public async Task<(int Code, string Error)> Terminate()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, await _error);
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<(RunningServer? Server, string Error)> Ready(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Ddl.Limit);
        var line = await process.StandardOutput.ReadLineAsync(limit.Token);
        if (line is not null) return (new RunningServer(process, (JsonObject)JsonNode.Parse(line)!, error), "");
        await process.WaitForExitAsync(limit.Token);
        process.Dispose();
        return (null, await error);
    }
}
