using DistributedDL.Silo.Training.Ranks;

namespace DistributedDL.Silo.Tests.Training.Ranks;

public sealed class RankMemoryTests
{
    [Fact]
    public void WhatOneSideWrites_TheOtherReads_AlsoWithoutAName()
    {
        using var made = RankMemory.Create(TimeProvider.System);
        Assert.SkipWhen(made is null, "no /dev/shm");
        using var opened = RankMemory.Open(made.Name);
        Assert.NotNull(opened);
        made.Unlink();

        Assert.Equal(3, made.Ring(ofCaller: true).Write([1, 2, 3]));
        Assert.Equal(2, opened.Ring(ofCaller: false).Write([8, 9]));
        made.Sleeps(caller: true) = 1;

        var (there, here) = (new byte[5], new byte[5]);
        Assert.Equal(3, opened.Ring(ofCaller: true).Read(there));
        Assert.Equal(2, made.Ring(ofCaller: false).Read(here));
        Assert.Equal([1, 2, 3, 0, 0], there);
        Assert.Equal([8, 9, 0, 0, 0], here);
        Assert.Equal((1, 0), (opened.Sleeps(caller: true), opened.Sleeps(caller: false)));
        Assert.Null(RankMemory.Open(made.Name));
    }

    [Fact]
    public void FileOfAnotherSize_IsNotOpened()
    {
        using var made = RankMemory.Create(TimeProvider.System);
        Assert.SkipWhen(made is null, "no /dev/shm");
        var path = Path.Combine("/dev/shm", $"ddl-rank-{made.Name:n}");
        try
        {
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.SetLength(file.Length + 1);

            Assert.Null(RankMemory.Open(made.Name));
        }
        finally
        {
            made.Unlink();
        }
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void NameThatAKilledProcessLeftBehind_IsRemoved_AYoungOneNot()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "no /dev/shm");
        var (old, young) = (Leave(TimeSpan.FromHours(2)), Leave(TimeSpan.Zero));
        try
        {
            using var made = RankMemory.Create(TimeProvider.System);
            made?.Unlink();

            Assert.Equal((false, true), (File.Exists(old), File.Exists(young)));
        }
        finally
        {
            File.Delete(young);
        }
    }

    private static string Leave(TimeSpan age)
    {
        var path = Path.Combine("/dev/shm", $"ddl-rank-{Guid.NewGuid():n}");
        File.WriteAllBytes(path, []);
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime - age);
        return path;
    }
}
