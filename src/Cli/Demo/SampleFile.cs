using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Demo;

/// <summary>Files that come with the program.</summary>
internal static class SampleFile
{
    /// <summary>Beside the program, or in a folder above it in the source tree.</summary>
    public static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "samples", name);
            if (File.Exists(path)) return path;
        }
        throw new CommandFailedException($"samples/{name} is not beside the program");
    }
}
