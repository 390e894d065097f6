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
}
