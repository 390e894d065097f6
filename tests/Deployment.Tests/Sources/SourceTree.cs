namespace DistributedDL.Deployment.Tests.Sources;

/// <summary>The files of the source tree that this test was built from.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Fails with every fault, one a line.</summary>
    public static void AssertNone(IEnumerable<string> faults, string rule)
    {
        var all = faults.ToList();
        Assert.True(all.Count == 0, $"{rule}\n  {string.Join("\n  ", all)}");
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DistributedDL.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"no DistributedDL.sln above {AppContext.BaseDirectory}");
    }
}
