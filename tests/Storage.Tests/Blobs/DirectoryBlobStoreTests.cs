using System.Diagnostics;
using DistributedDL.Storage.Blobs;
using Microsoft.Extensions.Time.Testing;

namespace DistributedDL.Storage.Tests.Blobs;

public sealed class DirectoryBlobStoreTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    [Fact]
    public void Open_HeldDirectory_ThrowsSayingWhichProcess()
    {
        using var first = Open();
        var thrown = Assert.Throws<StoreLockedException>(() => Open());
        Assert.Equal((_temp.Path, Environment.ProcessId), (thrown.DataDirectory, thrown.ProcessId));
        Assert.Contains($"process {Environment.ProcessId} (", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_HeldByAnotherProcess_ThrowsUntilItIsKilled()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "needs flock of util-linux");
        using (Open()) { }
        using var holder = Process.Start(new ProcessStartInfo("/usr/bin/flock", ["-o", _temp.File("lock~"), "-c", "echo held; sleep 60"]) { RedirectStandardOutput = true })!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync());
        Assert.Null(Assert.Throws<StoreLockedException>(() => Open()).ProcessId);
        holder.Kill(entireProcessTree: true);
        await holder.WaitForExitAsync();
        Open().Dispose();
    }

    [Fact]
    public void Open_AfterAKill_IgnoresWhatTheHolderLeft()
    {
        File.WriteAllText(_temp.File("lock~"), "");
        File.WriteAllText(_temp.File("holder~"), "1 gone\n");
        using var store = Open();
        Assert.StartsWith($"{Environment.ProcessId} ", File.ReadAllText(_temp.File("holder~")), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_BelowAFile_ThrowsNamingTheDirectory()
    {
        File.WriteAllText(_temp.File("file"), "");
        var directory = _temp.File("file/data");
        var thrown = Assert.Throws<IOException>(() => new DirectoryBlobStore(directory, TimeProvider.System));
        Assert.Contains(directory, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NotWritable_ThrowsNamingTheDirectory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc");
        var thrown = Assert.Throws<IOException>(() => new DirectoryBlobStore("/proc/self", TimeProvider.System));
        Assert.Contains("'/proc/self'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_LeftoversOfACrash_AreRemovedAndNeverListed()
    {
        Directory.CreateDirectory(_temp.File("tmp~"));
        await File.WriteAllTextAsync(_temp.File("tmp~/7"), "half a blob");
        using var store = Open();
        Assert.Empty(Directory.GetFiles(_temp.File("tmp~")));
        Assert.Empty(await Names(store));
    }

    [Fact]
    public async Task Open_Again_KeepsBlobsAndETags()
    {
        BlobProperties put;
        using (var store = Open())
        {
            put = await store.Put("a/b", new MemoryStream([1, 2, 3]));
            await store.Append("log", new byte[] { 1, 2 }, 0);
        }
        using var again = Open();
        Assert.Equal(put, await again.GetProperties("a/b"));
        Assert.Equal(3, await again.Append("log", new byte[] { 3 }, 2));
    }

    [Fact]
    public async Task Put_ClockSetBack_StillChangesETag()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };
        var tags = new HashSet<string>();
        using (var store = new DirectoryBlobStore(_temp.Path, clock))
            for (var i = 0; i < 3; i++) tags.Add((await store.Put("a", new MemoryStream([1]))).ETag);
        using (var store = new DirectoryBlobStore(_temp.Path, new FakeTimeProvider(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero))))
        {
            tags.Add((await store.Put("a", new MemoryStream([1]))).ETag);
            await store.Delete("a");
            tags.Add((await store.Put("a", new MemoryStream([1]))).ETag);
        }
        Assert.Equal(5, tags.Count);
    }

    [Fact]
    public async Task Append_TailOfACrash_ShowsAsAnotherLength()
    {
        using (var store = Open()) await store.Append("log", new byte[] { 1, 2, 3 }, 0);
        await File.AppendAllTextAsync(_temp.File("log"), "to");
        using var again = Open();
        Assert.Equal(5, (await Assert.ThrowsAsync<BlobConditionException>(() => again.Append("log", new byte[] { 4 }, 3))).CurrentLength);
    }

    [Fact]
    public async Task Append_ToMoreBlobsThanAreHeldOpen_WritesAll()
    {
        using var store = new DirectoryBlobStore(_temp.Path, TimeProvider.System, openAppends: 3);
        for (var round = 0; round < 4; round++)
            await Task.WhenAll(Enumerable.Range(0, 10).Select(i => store.Append($"log/{i}", new[] { (byte)i }, round)));
        for (var i = 0; i < 10; i++) Assert.Equal([(byte)i, (byte)i, (byte)i, (byte)i], await store.ReadAll($"log/{i}"));
        Assert.InRange(OpenFilesBelow(_temp.File("log")), 0, 3);
    }

    [Fact]
    public async Task Put_NameOfAFolder_ThrowsIOExceptionAndLeavesNothing()
    {
        using var store = Open();
        await store.Put("a/b", new MemoryStream([1]));
        await Assert.ThrowsAnyAsync<IOException>(() => store.Put("a", new MemoryStream([1])));
        await Assert.ThrowsAnyAsync<IOException>(() => store.Put("a/b/c", new MemoryStream([1])));
        await Assert.ThrowsAsync<BlobNotFoundException>(() => store.OpenRead("a"));
        Assert.Equal(["a/b"], await Names(store));
        Assert.Empty(Directory.GetFiles(_temp.File("tmp~")));
    }

    [Fact]
    public async Task AnyCall_AfterDispose_Throws()
    {
        var store = Open();
        store.Dispose();
        store.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Put("a", new MemoryStream([1])));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Append("a", new byte[1], 0));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.GetProperties("a"));
    }

    public void Dispose() => _temp.Dispose();

    private DirectoryBlobStore Open() => new(_temp.Path, TimeProvider.System);

    private static async Task<List<string>> Names(DirectoryBlobStore store)
    {
        var names = new List<string>();
        await foreach (var blob in store.List("")) names.Add(blob.Name);
        return names;
    }

    private static int OpenFilesBelow(string folder) =>
        Directory.Exists("/proc/self/fd")
            ? Directory.GetFiles("/proc/self/fd").Count(file => Target(file)?.StartsWith(folder, StringComparison.Ordinal) == true)
            : 0;

    // Other tests of this process close files between the listing and the look at each.
    private static string? Target(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, false)?.FullName;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
