using System.Security.Cryptography;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.Tests.Blobs;

/// <summary>What every blob store promises.</summary>
public abstract partial class BlobStoreLaws
{
    protected abstract IBlobStore Store { get; }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public async Task Put_ThenRead_GivesTheBytes(int length)
    {
        var bytes = Bytes(length, seed: length);
        var put = await Put("a/b", bytes);
        Assert.Equal(bytes, await Store.ReadAll("a/b"));
        Assert.Equal(put, await Store.GetProperties("a/b"));
        Assert.Equal(("a/b", (long)length), (put.Name, put.LengthBytes));
    }

    [Fact]
    public async Task GetProperties_NoBlob_IsNull() => Assert.Null(await Store.GetProperties("none"));

    [Fact]
    public async Task OpenRead_NoBlob_ThrowsNotFoundWithName() =>
        Assert.Equal("x/none", (await Assert.ThrowsAsync<BlobNotFoundException>(() => Store.OpenRead("x/none"))).Blob);

    [Fact]
    public async Task OpenRead_Seek_ReadsFromThere()
    {
        var bytes = Bytes(100_000, seed: 1);
        await Put("a", bytes);
        await using var stream = await Store.OpenRead("a");
        stream.Position = 70_000;
        var tail = new byte[30_000];
        await stream.ReadExactlyAsync(tail);
        Assert.Equal(bytes[70_000..], tail);
    }

    [Fact]
    public async Task Put_SameContentAgain_ChangesETag()
    {
        var tags = new HashSet<string>();
        for (var i = 0; i < 50; i++) Assert.True(tags.Add((await Put("a", [1, 2, 3])).ETag));
    }

    [Fact]
    public async Task Put_AfterDelete_HasAnotherETag()
    {
        var first = await Put("a", [1]);
        await Store.Delete("a");
        Assert.NotEqual(first.ETag, (await Put("a", [1])).ETag);
    }

    [Fact]
    public async Task Put_IfMatchOfCurrent_Writes()
    {
        var first = await Put("a", [1]);
        var second = await Put("a", [2], BlobCondition.Match(first.ETag));
        Assert.Equal([2], await Store.ReadAll("a"));
        Assert.NotEqual(first.ETag, second.ETag);
    }

    [Fact]
    public async Task Put_IfMatchOfOlder_ThrowsWithCurrentAndKeepsBlob()
    {
        var first = await Put("a", [1]);
        var second = await Put("a", [2, 3]);
        var thrown = await Assert.ThrowsAsync<BlobConditionException>(() => Put("a", [4], BlobCondition.Match(first.ETag)));
        Assert.Equal(("a", second.ETag, 2L), (thrown.Blob, thrown.CurrentETag, thrown.CurrentLength));
        Assert.Equal([2, 3], await Store.ReadAll("a"));
    }

    [Fact]
    public async Task Put_IfMatchWithoutBlob_Throws()
    {
        var thrown = await Assert.ThrowsAsync<BlobConditionException>(() => Put("a", [1], BlobCondition.Match("1-1")));
        Assert.Null(thrown.CurrentETag);
        Assert.Null(await Store.GetProperties("a"));
    }

    [Fact]
    public async Task Put_IfAbsent_WritesOnce()
    {
        await Put("a", [1], BlobCondition.Absent);
        await Assert.ThrowsAsync<BlobConditionException>(() => Put("a", [2], BlobCondition.Absent));
        Assert.Equal([1], await Store.ReadAll("a"));
    }

    [Fact]
    public async Task Put_ConcurrentlyWithOneETag_OneWins()
    {
        var first = await Put("a", [0]);
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 16).Select(async i =>
        {
            try
            {
                await Put("a", [(byte)i], BlobCondition.Match(first.ETag));
                return i;
            }
            catch (BlobConditionException)
            {
                return 0;
            }
        }));
        var winner = Assert.Single(outcomes, i => i != 0);
        Assert.Equal([(byte)winner], await Store.ReadAll("a"));
    }

    [Fact]
    public async Task Put_ContentThrowsHalfWay_LeavesNothing()
    {
        await Put("old", [1]);
        await Assert.ThrowsAsync<IOException>(() => Store.Put("new", new BrokenStream(200_000)));
        await Assert.ThrowsAsync<IOException>(() => Store.Put("old", new BrokenStream(200_000)));
        Assert.Equal(["old"], await Names());
        Assert.Equal([1], await Store.ReadAll("old"));
    }

    [Fact]
    public async Task Put_LargeStream_IsNotHeldInMemory()
    {
        const long length = 64 << 20;
        var before = GC.GetTotalAllocatedBytes();
        using var content = new PatternStream(length);
        Assert.Equal(length, (await Store.Put("large", content)).LengthBytes);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 16 << 20);
        await using var read = await Store.OpenRead("large");
        using var same = new PatternStream(length);
        Assert.Equal(await SHA256.HashDataAsync(same), await SHA256.HashDataAsync(read));
    }

    [Fact]
    public async Task OpenRead_WhileAWriterReplaces_SeesWholeBlobs()
    {
        await Put("a", Filled(0));
        var writing = Task.Run(async () =>
        {
            for (var i = 1; i <= 60; i++) await Put("a", Filled(i));
        });
        do
        {
            var bytes = await Store.ReadAll("a");
            Assert.Equal(Filled(bytes[0]), bytes);
        }
        while (!writing.IsCompleted);
        await writing;

        static byte[] Filled(int i) => [.. Enumerable.Repeat((byte)i, 50_000 + (i * 1000))];
    }

    protected async Task<BlobProperties> Put(string name, byte[] bytes, BlobCondition condition = default) =>
        await Store.Put(name, new MemoryStream(bytes), condition);

    protected async Task<List<string>> Names(string prefix = "")
    {
        var names = new List<string>();
        await foreach (var blob in Store.List(prefix)) names.Add(blob.Name);
        return names;
    }

    protected static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
