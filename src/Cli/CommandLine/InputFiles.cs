namespace DistributedDL.Cli.CommandLine;

/// <summary>Files that a user names, looked at before the server is called.</summary>
internal static class InputFiles
{
    /// <exception cref="CommandFailedException">Names every one that cannot be read.</exception>
    public static void Require(params IEnumerable<string> paths)
    {
        var faults = paths.Select(Fault).OfType<string>().ToList();
        if (faults.Count == 0) return;
        if (faults.Count == 1) throw new CommandFailedException(faults[0]);
        throw new CommandFailedException($"{faults.Count} files cannot be read", faults);
    }

    private static string? Fault(string path)
    {
        if (Directory.Exists(path)) return $"{path} is a folder; files are expected";
        if (!File.Exists(path)) return $"there is no file {path}";
        try
        {
            using var file = File.OpenRead(path);
            return file.CanSeek && file.Length == 0 ? $"{path} is empty" : null;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return $"{path} cannot be read: {e.Message}";
        }
    }
}
