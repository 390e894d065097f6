namespace DistributedDL.Architecture.Tests;

/// <summary>The files of the source tree that this test was built from.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>Projects under <c>src/</c>.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(path => Path.GetFileName(path)).Order()];

    /// <summary>Files under the given folders of the root, without what a build makes.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] folders) =>
        folders.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Where(path => !Relative(path).Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    public static string Relative(string path) => Path.GetRelativePath(Root, path);

    /// <summary>Fails with every fault, one a line.</summary>
    public static void AssertNone(IEnumerable<string> faults, string rule)
    {
        var all = faults.ToList();
        Assert.True(all.Count == 0, $"{rule}\n  {string.Join("\n  ", all)}");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DistributedDL.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"no DistributedDL.sln above {AppContext.BaseDirectory}");
    }
}
