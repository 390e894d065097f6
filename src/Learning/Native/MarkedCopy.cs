using System.Runtime.Versioning;

namespace DistributedDL.Learning.Native;

/// <summary>
/// The marked library as a file of this user: kept in a cache folder, or where that cannot be written or run from, in a
/// temporary folder that is gone once the library is mapped. Any number of processes may do so at once.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class MarkedCopy(WeakVersionMark mark, string cacheFolder)
{
    internal static string DefaultFolder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache)
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "distributeddl", "native");

    /// <summary>Hands a file with the marked content to <paramref name="open"/> and returns its path.</summary>
    /// <exception cref="DllNotFoundException">Neither place worked.</exception>
    internal string Use(Action<string> open)
    {
        try
        {
            var path = InCache();
            open(path);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            return UseTemporary(open, e);
        }
    }

    /// <summary>The cached file, written when it is absent or has another content than it should.</summary>
    internal string InCache()
    {
        CreatePrivate(cacheFolder);
        var path = Path.Combine(cacheFolder, mark.FileName);
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(mark.Content)) Write(path);
        return path;
    }

    private string UseTemporary(Action<string> open, Exception whyNotCached)
    {
        var folder = "";
        try
        {
            folder = Directory.CreateTempSubdirectory("distributeddl-").FullName;
            var path = Path.Combine(folder, mark.FileName);
            Write(path);
            open(path);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            throw new DllNotFoundException($"the marked copy of libLibTorchSharp.so can be used neither in {cacheFolder} ({whyNotCached.Message}) nor in a temporary folder ({e.Message})", e);
        }
        finally
        {
            if (folder.Length > 0) Directory.Delete(folder, recursive: true);
        }
    }

    private void Write(string path)
    {
        // Renamed into place, so that no process ever maps half a file, and one that is mapped is never written to.
        var draft = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():n}";
        try
        {
            using (var file = new FileStream(draft, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            }))
            {
                file.Write(mark.Content);
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static void CreatePrivate(string folder) =>
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
