namespace DistributedDL.EndToEnd.Tests.Recipes;

/// <summary>One empty server that recipes run on.</summary>
public sealed class RecipeServerFixture : IAsyncLifetime
{
    private RunningServer? _server;

    internal TempFolder Folder { get; } = new();

    internal RunningServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.Start(Folder.Data);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>Runs the text of a recipe on the server, its data beside it.</summary>
    internal Task<Outcome> Run(string recipe, string name, params string[] more) =>
        Server.Run(["run", Folder.Write($"{name}.yaml", recipe), "--data", Path.GetDirectoryName(Folder.Data)!, .. more]);
}
