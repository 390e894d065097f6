using DistributedDL.Client;

namespace DistributedDL.EndToEnd.Tests.OnlineLearning;

/// <summary>A server that comes back on the same data and the same port.</summary>
/// <param name="environment">Further variables of it.</param>
internal sealed class MortalServer(string data, IReadOnlyDictionary<string, string>? environment = null) : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Often = new()
    {
        ["OnlineLearning__CheckpointExamples"] = "150",
        ["OnlineLearning__CheckpointAge"] = "00:00:01",
    };

    private readonly int _port = FreePort.Next();
    private RunningServer? _server;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>Completes when the process has ended.</summary>
    public Task Ended => _server!.Ended;

    /// <returns>False when it died before it was ready.</returns>
    public async Task<bool> Start(string? fault = null)
    {
        if (_server is not null) await _server.DisposeAsync();
        var variables = new Dictionary<string, string>(Often);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) variables[name] = value;
        if (fault is not null) variables["Storage__Fault"] = fault;
        _server = await RunningServer.TryStart(data, _port, variables);
        return _server is not null;
    }

    public void Kill() => _server?.Kill();

    public DistributedDLClient Connect() => new(Address);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}
