using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.Image;

/// <summary>What <c>.dockerignore</c> lets through: the last rule that matches a path or a folder above it decides.</summary>
internal static class BuildContext
{
    private static readonly IReadOnlyList<string> Rules =
        [.. File.ReadLines(SourceTree.At(".dockerignore")).Where(line => line.Length > 0 && !line.StartsWith('#'))];

    /// <param name="path">Relative, with slashes.</param>
    public static bool Has(string path)
    {
        var has = true;
        foreach (var rule in Rules)
        {
            var (pattern, lets) = rule.StartsWith('!') ? (rule[1..], true) : (rule, false);
            if (Matches(pattern, path)) has = lets;
        }
        return has;
    }

    /// <summary>All files that a build may copy.</summary>
    public static IEnumerable<string> Files(string path)
    {
        var full = SourceTree.At(path);
        if (File.Exists(full)) return Has(path) ? [path] : [];
        return Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(SourceTree.Root, file)).Where(Has);
    }

    private static bool Matches(string pattern, string path)
    {
        var parts = path.Split('/');
        return pattern switch
        {
            "*" => true,
            _ when pattern.StartsWith("**/", StringComparison.Ordinal) => parts.Contains(pattern[3..]),
            _ => path == pattern || path.StartsWith(pattern + "/", StringComparison.Ordinal),
        };
    }
}
