using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace DistributedDL.Storage.Blobs;

/// <summary>Blobs as files below a directory that one process holds locked.</summary>
/// <remarks>The names of its own files end in <c>~</c>, which no blob name holds. A blob cannot be named like a folder of others.</remarks>
public sealed partial class DirectoryBlobStore : IBlobStore, IDisposable
{
    private readonly string _root;
    private readonly string _temporary;
    private readonly DirectoryLock _lock;
    private readonly WriteStamps _stamps;
    private readonly DiskThreads _disk;
    private readonly AppendHandles _appends;
    private readonly NameLocks _names = new();
    private readonly ConcurrentDictionary<string, bool> _durableFolders = new(StringComparer.Ordinal);
    private long _temporaries;
    private int _disposed;

    /// <summary>Creates the directory where needed and locks it.</summary>
    /// <param name="time">Source of ETags' times.</param>
    /// <param name="openAppends">Files held open for appending, at most.</param>
    /// <param name="diskThreads">Threads that wait for flushes.</param>
    /// <exception cref="StoreLockedException">Another process holds it; says which.</exception>
    /// <exception cref="IOException">The directory cannot be created or written; names it.</exception>
    public DirectoryBlobStore(string directory, TimeProvider time, int openAppends = 64, int diskThreads = 4)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(openAppends, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(diskThreads, 1);
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        _temporary = Path.Combine(_root, "tmp~");
        try
        {
            Directory.CreateDirectory(_root);
            _lock = new DirectoryLock(_root);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not StoreLockedException)
        {
            throw new IOException($"data directory '{_root}' cannot be created or written: {e.Message}", e);
        }
        try
        {
            _stamps = new WriteStamps(time, File.GetLastWriteTimeUtc(_lock.LockPath));
            RequireFineTimes();
            if (Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
            Directory.CreateDirectory(_temporary);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            _lock.Dispose();
            throw new IOException($"data directory '{_root}' cannot be written: {e.Message}", e);
        }
        _appends = new AppendHandles(openAppends);
        _disk = new DiskThreads(diskThreads);
    }

    public Task<BlobProperties?> GetProperties(string name, CancellationToken cancellation = default)
    {
        var path = PathOf(name);
        cancellation.ThrowIfCancellationRequested();
        return _disk.Run(() => Find(name, path)?.Properties);
    }

    public Task<Stream> OpenRead(string name, CancellationToken cancellation = default)
    {
        var path = PathOf(name);
        cancellation.ThrowIfCancellationRequested();
        return _disk.Run<Stream>(() =>
        {
            try
            {
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException || Directory.Exists(path))
            {
                throw new BlobNotFoundException(name, e);
            }
        });
    }

    public async IAsyncEnumerable<BlobProperties> List(string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        BlobName.RequirePrefix(prefix);
        var open = new Stack<IEnumerator<(string Name, string Path, bool IsFolder)>>();
        var folder = prefix[..(prefix.LastIndexOf('/') + 1)];
        open.Push(await Entries(folder, prefix));
        while (open.TryPeek(out var entries))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!entries.MoveNext())
            {
                open.Pop();
                continue;
            }
            var (name, path, isFolder) = entries.Current;
            if (isFolder) open.Push(await Entries(name, prefix));
            else if (await _disk.Run(() => Find(name, path)) is { } found) yield return found.Properties;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _disk.Dispose();
        _appends.Dispose();
        File.SetLastWriteTimeUtc(_lock.LockPath, _stamps.Last);
        _lock.Dispose();
    }

    private string PathOf(string name)
    {
        BlobName.Require(name);
        return Path.Combine(_root, name);
    }

    private static (BlobProperties Properties, DateTime Modified)? Find(string name, string path)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? (new BlobProperties(name, file.Length, WriteStamps.ETag(file.LastWriteTimeUtc, file.Length)), file.LastWriteTimeUtc)
            : null;
    }

    /// <summary>A folder's entries in the order of the names below them: a folder counts with its slash.</summary>
    private Task<IEnumerator<(string Name, string Path, bool IsFolder)>> Entries(string folder, string prefix) => _disk.Run(() =>
    {
        var directory = new DirectoryInfo(Path.Combine(_root, folder));
        IEnumerable<FileSystemInfo> found = directory.Exists ? directory.EnumerateFileSystemInfos() : [];
        return found
            .Select(e => (Name: folder + e.Name + (e is DirectoryInfo ? "/" : ""), Path: e.FullName, IsFolder: e is DirectoryInfo))
            .Where(e => !e.Name.Contains('~') && (e.Name.StartsWith(prefix, StringComparison.Ordinal) || (e.IsFolder && prefix.StartsWith(e.Name, StringComparison.Ordinal))))
            .OrderBy(e => e.Name, StringComparer.Ordinal)
            .ToList().AsEnumerable().GetEnumerator();
    });

    private void RequireFineTimes()
    {
        var stamp = _stamps.Next();
        stamp = stamp.Ticks % 10 == 0 ? _stamps.Next(stamp) : stamp;
        File.SetLastWriteTimeUtc(_lock.LockPath, stamp);
        if (File.GetLastWriteTimeUtc(_lock.LockPath) != stamp)
            throw new IOException("its file system does not keep modification times to 100 ns, which ETags are made of");
    }
}
