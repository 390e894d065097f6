namespace DistributedDL.EndToEnd.Tests;

/// <summary>One server for tests that leave it as it was.</summary>
public sealed class ServedFixture : IAsyncLifetime
{
    private RunningServer? _server;

    internal TempFolder Folder { get; } = new();

    internal RunningServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.Start(Folder.Data);
        await Server.Json("dataset", "import", "digits", Ddl.Digits, "--test-rows", "797");
        await Server.Json("model", "create", "net", "--spec", Ddl.DigitsNet);
        await Server.Json("train", "net", "--dataset", "digits", "--epochs", "10");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        Folder.Dispose();
    }
}
