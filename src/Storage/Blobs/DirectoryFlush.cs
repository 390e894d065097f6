using System.Runtime.InteropServices;

namespace DistributedDL.Storage.Blobs;

/// <summary>Makes created, renamed and deleted entries of a directory durable (POSIX <c>fsync</c> of the directory itself).</summary>
internal static partial class DirectoryFlush
{
    /// <exception cref="IOException">The directory cannot be flushed.</exception>
    public static void Flush(string directory)
    {
        // NTFS journals its directories, and Windows has no call for this.
        if (OperatingSystem.IsWindows()) return;
        var file = Open(directory, OperatingSystem.IsLinux() ? CloseOnExecLinux : 0);
        if (file < 0) throw Failure("open", directory);
        try
        {
            if (FSync(file) != 0) throw Failure("flush", directory);
        }
        finally
        {
            _ = Close(file);
        }
    }

    private const int CloseOnExecLinux = 0x80000;

    private static IOException Failure(string what, string directory)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"cannot {what} directory '{directory}': {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
