using System.Security.Cryptography;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.Tests.Blobs;

public abstract partial class BlobStoreLaws
{
    [Fact]
    public async Task Append_AtTheLength_Grows()
    {
        Assert.Equal(3, await Store.Append("log/a", new byte[] { 1, 2, 3 }, 0));
        Assert.Equal(5, await Store.Append("log/a", new byte[] { 4, 5 }, 3));
        Assert.Equal([1, 2, 3, 4, 5], await Store.ReadAll("log/a"));
        Assert.Equal(5, (await Store.GetProperties("log/a"))!.LengthBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Append_AtAnotherLength_ThrowsAndAppendsNothing(long expected)
    {
        await Store.Append("a", new byte[] { 1, 2, 3 }, 0);
        var thrown = await Assert.ThrowsAsync<BlobConditionException>(() => Store.Append("a", new byte[] { 9 }, expected));
        Assert.Equal(3, thrown.CurrentLength);
        Assert.Equal([1, 2, 3], await Store.ReadAll("a"));
        Assert.Equal(4, await Store.Append("a", new byte[] { 4 }, 3));
    }

    [Fact]
    public async Task Append_AboveZeroWithoutBlob_ThrowsAndCreatesNothing()
    {
        await Assert.ThrowsAsync<BlobConditionException>(() => Store.Append("a", new byte[] { 9 }, 1));
        Assert.Empty(await Names());
    }

    [Fact]
    public async Task Append_NegativeLength_Throws() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.Append("a", new byte[] { 9 }, -1));

    [Fact]
    public async Task Append_ChangesETag()
    {
        var tags = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            await Store.Append("a", new byte[] { 1 }, i);
            Assert.True(tags.Add((await Store.GetProperties("a"))!.ETag));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Append_NoBytes_KeepsETag(bool wasPut)
    {
        if (wasPut) await Store.Put("a", new MemoryStream([1, 2, 3]));
        else await Store.Append("a", new byte[] { 1, 2, 3 }, 0);
        var before = await Store.GetProperties("a");
        Assert.Equal(3, await Store.Append("a", ReadOnlyMemory<byte>.Empty, 3));
        Assert.Equal(before, await Store.GetProperties("a"));
        await Assert.ThrowsAsync<BlobConditionException>(() => Store.Append("a", ReadOnlyMemory<byte>.Empty, 2));
        Assert.True(await Store.Delete("a", BlobCondition.Match(before!.ETag)));
    }

    [Fact]
    public async Task Append_ConcurrentlyAtOneLength_OneWins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 16).Select(async i =>
        {
            try
            {
                await Store.Append("a", new[] { (byte)i }, 0);
                return i;
            }
            catch (BlobConditionException)
            {
                return 0;
            }
        }));
        Assert.Equal([(byte)Assert.Single(outcomes, i => i != 0)], await Store.ReadAll("a"));
    }

    [Fact]
    public async Task Append_AfterDelete_BeginsAnew()
    {
        await Store.Append("a", new byte[] { 1, 2 }, 0);
        await Store.Delete("a");
        await Assert.ThrowsAsync<BlobConditionException>(() => Store.Append("a", new byte[] { 3 }, 2));
        await Store.Append("a", new byte[] { 4 }, 0);
        Assert.Equal([4], await Store.ReadAll("a"));
    }

    [Fact]
    public async Task Put_OverAnAppendedBlob_IsWhatAppendsGoOnFrom()
    {
        await Store.Append("a", new byte[] { 1, 2, 3 }, 0);
        var put = await Put("a", [9]);
        Assert.Equal(put, await Store.GetProperties("a"));
        await Assert.ThrowsAsync<BlobConditionException>(() => Store.Append("a", new byte[] { 4 }, 3));
        await Store.Append("a", new byte[] { 8 }, 1);
        Assert.Equal([9, 8], await Store.ReadAll("a"));
        await foreach (var blob in Store.List("")) Assert.Equal(await Store.GetProperties("a"), blob);
        Assert.True(await Store.Delete("a"));
        Assert.Empty(await Names());
    }

    [Fact]
    public async Task Put_ConditionsOverAnAppendedBlob_AreThoseOfItsPresentState()
    {
        await Store.Append("a", new byte[] { 1, 2, 3 }, 0);
        var first = (await Store.GetProperties("a"))!.ETag;
        await Assert.ThrowsAsync<BlobConditionException>(() => Put("a", [9], BlobCondition.Absent));
        await Store.Append("a", new byte[] { 4 }, 3);
        await Assert.ThrowsAsync<BlobConditionException>(() => Put("a", [9], BlobCondition.Match(first)));
        var second = await Put("a", [5, 6], BlobCondition.Match((await Store.GetProperties("a"))!.ETag));
        await Assert.ThrowsAsync<BlobConditionException>(() => Put("a", [9], BlobCondition.Match(first)));
        await Put("a", [7], BlobCondition.Match(second.ETag));
        Assert.Equal([7], await Store.ReadAll("a"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(5_000_000)]
    public async Task Append_ToABlobThatWasPut_Grows(int length)
    {
        var expected = Bytes(length, seed: 1).ToList();
        await Put("a", [.. expected]);
        foreach (var more in new[] { 10, 300_000, 0, 1, 9_000_000 })
        {
            var data = Bytes(more, seed: more);
            Assert.Equal(expected.Count + more, await Store.Append("a", data, expected.Count));
            expected.AddRange(data);
        }
        AssertSame([.. expected], await Store.ReadAll("a"));
    }

    [Fact]
    public async Task Put_LargeOverAnAppendedBlob_Replaces()
    {
        await Store.Append("a", new byte[] { 1, 2, 3 }, 0);
        var bytes = Bytes(9_000_000, seed: 3);
        await Put("a", bytes);
        AssertSame(bytes, await Store.ReadAll("a"));
        await Put("a", [1]);
        Assert.Equal([1], await Store.ReadAll("a"));
    }

    [Fact]
    public async Task Append_LargerThanAnyBlock_IsWholeOrAbsent()
    {
        var bytes = Bytes(40 << 20, seed: 4);
        Assert.Equal(bytes.Length, await Store.Append("a", bytes, 0));
        await Assert.ThrowsAsync<BlobConditionException>(() => Store.Append("a", bytes, 1));
        Assert.Equal(bytes.Length + 1, await Store.Append("a", new byte[1], bytes.Length));
        await Store.Append("b", new byte[] { 1, 2 }, 0);
        await Store.Append("b", bytes, 2);
        AssertSame([1, 2, .. bytes], await Store.ReadAll("b"));
    }

    [Fact]
    public async Task OpenRead_WhileAWriterAppends_GoesOnWithWhatWasThere()
    {
        var bytes = Bytes(9_000_000, seed: 5);
        await Store.Append("a", bytes, 0);
        await using var stream = await Store.OpenRead("a");
        await stream.ReadExactlyAsync(new byte[100]);
        await Store.Append("a", new byte[10], bytes.Length);
        var rest = new byte[bytes.Length - 100];
        await stream.ReadExactlyAsync(rest);
        AssertSame(bytes[100..], rest);
    }

    // Millions of bytes: xunit compares, and would show, each by itself.
    private static void AssertSame(byte[] expected, byte[] found) =>
        Assert.Equal((expected.Length, Convert.ToHexString(SHA256.HashData(expected))), (found.Length, Convert.ToHexString(SHA256.HashData(found))));
}
