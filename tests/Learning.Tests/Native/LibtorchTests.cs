using DistributedDL.Learning.Native;
using TorchSharp;

namespace DistributedDL.Learning.Tests.Native;

public sealed class LibtorchTests
{
    [Fact]
    public async Task Load_FromManyThreads_LoadsOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Libtorch.Load)));

        Assert.Same(Libtorch.Report, Libtorch.Report);
    }

    [Fact]
    public void Load_ThisMachine_MarksExactlyWhereItIsNeeded()
    {
        Libtorch.Load();

        var needed = !VersionTables.Definitions(new ElfFile("libstdc++", NativeFiles.SystemLibstdcxx())).Contains(WeakVersionMark.Version);
        Assert.Equal(needed, Libtorch.Report.Marked);
        Assert.Equal(needed, Libtorch.Report.LibTorchSharp != NativeFiles.LibTorchSharp);
    }

    [Fact]
    public void Load_ThenTorch_Computes()
    {
        Libtorch.Load();

        using var scope = torch.NewDisposeScope();
        using var product = torch.ones(3, 4).matmul(torch.ones(4, 2));
        Assert.Equal([4, 4, 4, 4, 4, 4], product.data<float>().ToArray());
    }

    [Fact]
    public void Load_SetsOneThread()
    {
        Libtorch.Load();

        Assert.Equal(1, torch.get_num_threads());
    }

    [Fact]
    public void Load_CopiesNothingBesideTheApplication()
    {
        Libtorch.Load();

        Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "cpu")));
    }

    [Fact]
    public void Find_FolderWithoutNatives_NamesBothPlaces()
    {
        var empty = Directory.CreateTempSubdirectory("ddl-empty-").FullName;
        try
        {
            var fault = Assert.Throws<DllNotFoundException>(() => NativeFolder.Find(empty));
            Assert.Contains(Path.Combine(empty, "runtimes"), fault.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(empty);
        }
    }

    [Fact]
    public void FindIn_MapsOfAProcess_GivesTheFileOfTheName()
    {
        string[] maps =
        [
            "7f00-7f01 r-xp 00000000 00:00 0",
            "7f02-7f03 r-xp 00000000 08:01 17   /usr/lib/x86_64-linux-gnu/libstdc++.so.60",
            "7f04-7f05 r-xp 00000000 08:01 18   /opt/with space/libstdc++.so.6.0.30",
        ];

        Assert.Equal("/opt/with space/libstdc++.so.6.0.30", LoadedLibrary.FindIn(maps, "libstdc++.so.6"));
        Assert.Null(LoadedLibrary.FindIn(maps, "libgomp.so.1"));
    }

    [Fact]
    public void Find_UnknownName_SaysSo()
    {
        var fault = Assert.Throws<DllNotFoundException>(() => LoadedLibrary.Find("libabsent.so.9"));

        Assert.Contains("libabsent.so.9", fault.Message, StringComparison.Ordinal);
    }
}
