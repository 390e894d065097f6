namespace DistributedDL.Bench.Processes;

/// <summary>The tree that this program was built in.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    /// <summary>The command as a user starts it.</summary>
    public static string Ddl => Path.Combine(Root, "ddl");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DistributedDL.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"there is no source tree above {AppContext.BaseDirectory}");
    }
}
