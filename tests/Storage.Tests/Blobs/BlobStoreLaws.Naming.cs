using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.Tests.Blobs;

public abstract partial class BlobStoreLaws
{
    [Fact]
    public async Task List_Names_AreInOrdinalOrder()
    {
        string[] names = ["a/b/c", "a-b", "a.b", "a/b-c", "A", "a/b.x", "b", "a0", "a/B", "a=1", "a@2", "a_3", "a/a/z"];
        foreach (var name in names) await Put(name, [1]);
        Assert.Equal(names.Order(StringComparer.Ordinal), await Names());
    }

    [Theory]
    [InlineData("a/", new[] { "a/x", "a/y/z" })]
    [InlineData("a", new[] { "a/x", "a/y/z", "ab/c", "abc" })]
    [InlineData("ab", new[] { "ab/c", "abc" })]
    [InlineData("a/y", new[] { "a/y/z" })]
    [InlineData("a/y/z", new[] { "a/y/z" })]
    [InlineData("none/", new string[0])]
    [InlineData("abc/", new string[0])]
    public async Task List_Prefix_GivesThoseThatBeginSo(string prefix, string[] expected)
    {
        foreach (var name in new[] { "a/x", "a/y/z", "ab/c", "abc", "b" }) await Put(name, [1, 2]);
        Assert.Equal(expected, await Names(prefix));
    }

    [Fact]
    public async Task List_Properties_AreThoseOfGetProperties()
    {
        await Put("a", [1, 2, 3]);
        await Store.Append("b", new byte[] { 1 }, 0);
        await foreach (var blob in Store.List("")) Assert.Equal(await Store.GetProperties(blob.Name), blob);
    }

    [Fact]
    public async Task Delete_Blob_IsGone()
    {
        await Put("a/b", [1]);
        Assert.True(await Store.Delete("a/b"));
        Assert.False(await Store.Delete("a/b"));
        Assert.Null(await Store.GetProperties("a/b"));
        Assert.Empty(await Names());
    }

    [Fact]
    public async Task Delete_IfMatchOfOlder_ThrowsAndKeeps()
    {
        var first = await Put("a", [1]);
        var second = await Put("a", [2]);
        await Assert.ThrowsAsync<BlobConditionException>(() => Store.Delete("a", BlobCondition.Match(first.ETag)));
        Assert.True(await Store.Delete("a", BlobCondition.Match(second.ETag)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("a..b")]
    [InlineData("./a")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData("a:b")]
    [InlineData("a~")]
    [InlineData("ä")]
    [InlineData("a\0")]
    public async Task AnyCall_NotABlobName_ThrowsNamingIt(string name)
    {
        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => Put(name, [1]));
        Assert.Contains($"'{name}'", thrown.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.GetProperties(name));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenRead(name));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Append(name, new byte[1], 0));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Delete(name));
        Assert.Empty(await Names());
    }

    [Fact]
    public async Task Put_Cancelled_LeavesNothing()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Put("a", new MemoryStream([1]), default, source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Append("b", new byte[1], 0, source.Token));
        Assert.Empty(await Names());
    }
}
