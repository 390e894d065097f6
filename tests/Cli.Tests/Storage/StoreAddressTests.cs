using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Storage;

namespace DistributedDL.Cli.Tests.Storage;

public sealed class StoreAddressTests
{
    private const string Secret = "bm90LWEta2V5";

    [Theory]
    [InlineData("dir:./data", "dir:./data")]
    [InlineData("azure", "Azure Blob Storage")]
    [InlineData("azure:env", "Azure Blob Storage")]
    [InlineData("azure:AccountName=a;AccountKey=" + Secret, "Azure Blob Storage")]
    public void TryParse_Store_ShowsNoSecret(string text, string shown)
    {
        Assert.True(StoreAddress.TryParse(text, out var address));
        Assert.Equal(shown, address!.Shown);
    }

    [Theory]
    [InlineData("./data")]
    [InlineData("dir:")]
    [InlineData("azure:nothing")]
    [InlineData("s3:bucket")]
    [InlineData("")]
    public void TryParse_Other_IsNone(string text) => Assert.False(StoreAddress.TryParse(text, out _));

    [Fact]
    public void Azure_NoConnectionString_SaysItWithoutShowingIt()
    {
        Assert.True(StoreAddress.TryParse($"azure:AccountNames=a;AccountKey={Secret}", out var address));
        var thrown = Assert.Throws<CommandFailedException>(() => address!.Azure());
        Assert.Contains(thrown.Details, line => line.Contains("Storage:Azure:ConnectionString", StringComparison.Ordinal));
        Assert.DoesNotContain(thrown.Details, line => line.Contains(Secret, StringComparison.Ordinal));
    }
}
