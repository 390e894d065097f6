using System.Diagnostics;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.Tests.Blobs;

/// <summary>On a real file system of 1 MB; mounting one needs root, else the test is skipped.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TempDirectory _temp = new();
    private readonly bool _mounted;

    public FullDiskTests() => _mounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", "size=1m", "none", _temp.Path) == 0;

    [Fact]
    public async Task PutAndAppend_DiskFull_ThrowIOExceptionAndLeaveNothing()
    {
        Assert.SkipUnless(_mounted, "needs the right to mount a small file system");
        using var store = new DirectoryBlobStore(_temp.Path, TimeProvider.System);
        await store.Put("kept", new MemoryStream([1]));
        await store.Append("log", new byte[1000], 0);
        await Assert.ThrowsAsync<IOException>(() => store.Put("kept", new PatternStream(4 << 20)));
        await Assert.ThrowsAsync<IOException>(() => store.Append("log", new byte[4 << 20], 1000));
        await Assert.ThrowsAsync<IOException>(() => store.Append("new", new byte[4 << 20], 0));
        Assert.Equal([1], await store.ReadAll("kept"));
        Assert.Null(await store.GetProperties("new"));
        Assert.Empty(Directory.GetFiles(_temp.File("tmp~")));
        Assert.Equal(1003, await store.Append("log", new byte[3], 1000));
    }

    public void Dispose()
    {
        if (_mounted) Run("umount", _temp.Path);
        _temp.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
