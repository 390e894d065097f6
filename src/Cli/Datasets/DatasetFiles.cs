using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Datasets;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Cli.Datasets;

/// <summary>The files of an import. A folder becomes a temporary zip, which goes with this object.</summary>
internal sealed class DatasetFiles : IDisposable
{
    private readonly List<string> _temporary = [];
    private readonly List<DatasetFile> _all = [];

    public IReadOnlyList<DatasetFile> All => _all;

    /// <exception cref="CommandFailedException">Names every path that cannot be read.</exception>
    public static Task<DatasetFiles> Gather(string[] paths, string[] test, string[] validation, CancellationToken cancellation)
    {
        var train = test.Length + validation.Length > 0 ? Split.Train : null;
        return Gather([.. paths.Select(path => (path, train)), .. validation.Select(path => (path, Split.Validation)), .. test.Select(path => (path, Split.Test))], cancellation);
    }

    /// <param name="paths">Each with the split that it is for; null when its content or the spec's fractions decide.</param>
    /// <exception cref="CommandFailedException">Names every path that cannot be read.</exception>
    public static async Task<DatasetFiles> Gather(IReadOnlyList<(string Path, string? Split)> paths, CancellationToken cancellation)
    {
        InputFiles.Require(paths.Select(given => given.Path).Where(path => !Directory.Exists(path)));
        var files = new DatasetFiles();
        try
        {
            foreach (var (path, split) in paths) await files.Add(path, split, cancellation);
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var path in _temporary) File.Delete(path);
    }

    private async Task Add(string path, string? split, CancellationToken cancellation)
    {
        if (!Directory.Exists(path))
        {
            _all.Add(new DatasetFile(path, split));
            return;
        }
        var packed = Path.Combine(Path.GetTempPath(), $"ddl-{Guid.NewGuid():N}.zip");
        _temporary.Add(packed);
        await FolderZip.Write(path, packed, cancellation);
        _all.Add(new DatasetFile(packed, split) { Name = $"{Path.GetFileName(Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar))}.zip" });
    }
}
