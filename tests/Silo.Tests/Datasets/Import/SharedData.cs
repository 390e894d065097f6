namespace DistributedDL.Silo.Tests.Datasets.Import;

/// <summary>Files beside the repository, or of a system package, that a test may find or not.</summary>
public static class SharedData
{
    private static readonly string Folder = FindFolder();

    /// <summary>Skips the test, naming the file, where it is absent.</summary>
    public static string Require(string path)
    {
        var full = Path.IsPathRooted(path) ? path : Path.Combine(Folder, path);
        Assert.SkipUnless(File.Exists(full), $"needs {path}, which is not here");
        return full;
    }

    private static string FindFolder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "DistributedDL.sln")))
                return Path.GetFullPath(Path.Combine(at.FullName, "..", "shared", "data"));
        return AppContext.BaseDirectory;
    }
}
