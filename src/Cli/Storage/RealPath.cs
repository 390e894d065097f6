namespace DistributedDL.Cli.Storage;

/// <summary>Folders compared by where they are, not by how they are spelt.</summary>
internal static class RealPath
{
    /// <summary>More than a chain that is meant; a circle ends here.</summary>
    private const int MostLinks = 40;

    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The full path, without symbolic links as far as it exists.</summary>
    public static string Of(string path) => Of(path, 0);

    public static bool AreSame(string one, string other) => string.Equals(Of(one), Of(other), Comparison);

    /// <summary>Whether a folder lies below another, at any depth.</summary>
    public static bool IsInside(string inner, string outer) =>
        (Of(inner) + Path.DirectorySeparatorChar).StartsWith(Path.TrimEndingDirectorySeparator(Of(outer)) + Path.DirectorySeparatorChar, Comparison) && !AreSame(inner, outer);

    private static string Of(string path, int links)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            var target = links < MostLinks ? new DirectoryInfo(next).LinkTarget : null;
            real = target is null ? next : Of(Path.Combine(real, target), ++links);
        }
        return real;
    }
}
