using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Datasets;

/// <summary>The files of an import. A folder becomes a temporary zip, which goes with this object.</summary>
internal sealed class DatasetFiles : IDisposable
{
    private readonly List<string> _temporary = [];
    private readonly List<DatasetFile> _all = [];

    public IReadOnlyList<DatasetFile> All => _all;

    /// <exception cref="CommandFailedException">Names every path that cannot be read.</exception>
    public static async Task<DatasetFiles> Gather(string[] paths, string[] test, string[] validation, CancellationToken cancellation)
    {
        string[] all = [.. paths, .. test, .. validation];
        InputFiles.Require(all.Where(path => !Directory.Exists(path)));
        var files = new DatasetFiles();
        try
        {
            var named = test.Length + validation.Length > 0;
            foreach (var path in paths) await files.Add(path, named ? "train" : null, cancellation);
            foreach (var path in validation) await files.Add(path, "validation", cancellation);
            foreach (var path in test) await files.Add(path, "test", cancellation);
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
