using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Serving;
using DistributedDL.Client;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>The server that a recipe runs on: that of DDL_SERVER where it is set, else one of its own in a temporary folder.</summary>
internal sealed class RecipeServer : IAsyncDisposable
{
    private readonly DirectoryInfo? _folder;
    private readonly ServerProcess? _process;

    private RecipeServer(DirectoryInfo? folder, ServerProcess? process, DistributedDLClient client) =>
        (_folder, _process, Client) = (folder, process, client);

    public DistributedDLClient Client { get; }

    /// <summary>Whether what is made outlives the recipe.</summary>
    public bool Stays => _process is null;

    public static async Task<RecipeServer> Start(CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(ServerAddress.Variable) is { Length: > 0 })
        {
            // The first call is an import, which is made once: it tells where nobody answers.
            return new RecipeServer(null, null, ServerAddress.Connect(ReadAttempts.Most));
        }
        var folder = Directory.CreateTempSubdirectory("ddl-run-");
        try
        {
            var process = await ServerProcess.Start(Path.Combine(folder.FullName, "data"), 0, cancellation);
            return new RecipeServer(folder, process, new DistributedDLClient(process.Grpc));
        }
        catch
        {
            Remove(folder);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_process is null || _folder is null) return;
        // Nothing of it is kept, so there is nothing to be written any more.
        _process.Kill();
        _process.Dispose();
        Remove(_folder);
        await ValueTask.CompletedTask;
    }

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The system's temporary folder is swept by the system.
        }
    }
}
