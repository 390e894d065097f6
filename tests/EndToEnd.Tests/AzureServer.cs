using DistributedDL.Tests.Shared;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace DistributedDL.EndToEnd.Tests;

/// <summary>Settings of a server whose store is Azure Blob Storage, in containers of its own.</summary>
internal static class AzureServer
{
    private static int _containers;

    /// <param name="port">Another than the emulator's, as of a relay.</param>
    public static Dictionary<string, string> Environment(Azurite azurite, int? port = null)
    {
        var number = Interlocked.Increment(ref _containers);
        return new Dictionary<string, string>
        {
            ["Storage__Provider"] = "AzureBlob",
            ["Storage__Azure__ConnectionString"] = Azurite.ConnectionStringAt(port ?? azurite.Port),
            ["Storage__Azure__Container"] = $"server-{number}",
            ["Storage__Azure__GrainStateContainer"] = $"server-{number}-state",
        };
    }

    /// <summary>The same as options of <c>ddl serve</c>.</summary>
    public static string[] Options(IReadOnlyDictionary<string, string> environment) =>
        [.. environment.SelectMany(pair => new[] { "--set", $"{pair.Key.Replace("__", ":", StringComparison.Ordinal)}={pair.Value}" })];
}
