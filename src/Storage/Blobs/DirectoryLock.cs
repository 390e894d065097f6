using System.Diagnostics;
using System.Globalization;

namespace DistributedDL.Storage.Blobs;

/// <summary>
/// Holds a directory for this process. The lock is the operating system's and goes when the process goes, however it ends;
/// a second file says who holds it, because a locked file cannot be read everywhere.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly string _holder;
    private readonly FileStream _file;

    /// <exception cref="StoreLockedException">Another process, or another store of this one, holds the directory.</exception>
    public DirectoryLock(string directory)
    {
        LockPath = Path.Combine(directory, "lock~");
        _holder = Path.Combine(directory, "holder~");
        try
        {
            _file = new FileStream(LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (IsHeldElsewhere(e))
        {
            var (id, name) = ReadHolder();
            throw new StoreLockedException(directory, id, name);
        }
        using var self = Process.GetCurrentProcess();
        File.WriteAllText(_holder, string.Create(CultureInfo.InvariantCulture, $"{self.Id} {self.ProcessName}\n"));
    }

    public string LockPath { get; }

    public void Dispose()
    {
        File.Delete(_holder);
        _file.Dispose();
    }

    // EWOULDBLOCK of Linux and of the BSDs, and the sharing violation of Windows.
    private static bool IsHeldElsewhere(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    private (int? Id, string? Name) ReadHolder()
    {
        try
        {
            var parts = File.ReadAllText(_holder).Trim().Split(' ', 2);
            return int.TryParse(parts[0], CultureInfo.InvariantCulture, out var id) ? (id, parts.Length > 1 ? parts[1] : "unknown") : (null, null);
        }
        catch (IOException)
        {
            return (null, null);
        }
    }
}
