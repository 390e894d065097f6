using System.IO.MemoryMappedFiles;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>
/// Memory that two ranks on one machine share: a ring for each way, and whether a side sleeps. The rank that calls makes it as a file that lies in memory,
/// the called one opens it by the name in the greeting, and then the name is taken away: what remains goes with the two processes.
/// </summary>
internal sealed unsafe class RankMemory : IDisposable
{
    /// <summary>Of one way; measured, see docs/decisions/010-all-reduce.md.</summary>
    private const int RingBytes = 512 * 1024;

    private const string Prefix = "ddl-rank-";

    /// <summary>A line of the cache for each number, that two sides may not fight for one.</summary>
    private const int Line = 128;

    private const int HeaderBytes = 4096;
    private const int FileBytes = HeaderBytes + 2 * RingBytes;
    private const string Folder = "/dev/shm";

    /// <summary>Far longer than two ranks take to open it: its processes have ended without taking the name away.</summary>
    private static readonly TimeSpan LeftBehind = TimeSpan.FromHours(1);

    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _bytes;
    private bool _isDisposed;

    private RankMemory(Guid name, FileStream stream)
    {
        (Name, _path) = (name, stream.Name);
        _file = MemoryMappedFile.CreateFromFile(stream, null, FileBytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, FileBytes);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _bytes);
    }

    public Guid Name { get; }

    /// <returns>Null where memory cannot be shared: another system, or no room.</returns>
    public static RankMemory? Create(TimeProvider time)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(Folder)) return null;
        var name = Guid.NewGuid();
        try
        {
            RemoveLeftBehind(time.GetUtcNow().UtcDateTime);
            // Reserved at once: room that is missing later would end the process at a write.
            var stream = new FileStream(PathOf(name), new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, PreallocationSize = FileBytes, BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            return Map(name, stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(PathOf(name));
            return null;
        }
    }

    /// <returns>Null when there is none of this name here: the caller is on another machine, or in another container.</returns>
    public static RankMemory? Open(Guid name)
    {
        try
        {
            var stream = new FileStream(PathOf(name), new FileStreamOptions
            {
                Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0,
            });
            if (stream.Length == FileBytes) return Map(name, stream);
            stream.Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What the called rank sends, or what the calling one does.</summary>
    public RankRing Ring(bool ofCaller)
    {
        var way = ofCaller ? 1 : 0;
        return new RankRing((long*)(_bytes + Line * 2 * way), (long*)(_bytes + Line * (2 * way + 1)), _bytes + HeaderBytes + (long)way * RingBytes, RingBytes);
    }

    /// <summary>Not 0 while that side sleeps.</summary>
    public ref int Sleeps(bool caller) => ref *(int*)(_bytes + Line * (caller ? 5 : 4));

    /// <summary>Takes the name away.</summary>
    public void Unlink() => File.Delete(_path);

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private static RankMemory Map(Guid name, FileStream stream)
    {
        try
        {
            stream.SetLength(FileBytes);
            return new RankMemory(name, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static string PathOf(Guid name) => Path.Combine(Folder, $"{Prefix}{name:n}");

    private static void RemoveLeftBehind(DateTime now)
    {
        foreach (var path in Directory.GetFiles(Folder, Prefix + "*"))
        {
            try
            {
                if (now - File.GetLastWriteTimeUtc(path) > LeftBehind) File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody else's.
            }
        }
    }
}
