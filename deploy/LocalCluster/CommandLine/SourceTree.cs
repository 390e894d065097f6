namespace DistributedDL.Deployment.CommandLine;

internal static class SourceTree
{
    /// <summary>The folder with the compose file, above the program.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "docker-compose.yml"))) return folder.FullName;
        throw new InvalidOperationException("docker-compose.yml is in no folder above the program");
    }
}
