namespace DistributedDL.Client.Tests;

public sealed class DistributedDLClientTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8001", "http://127.0.0.1:8001/")]
    [InlineData("127.0.0.1:9001", "http://127.0.0.1:9001/")]
    [InlineData("https://models.example", "https://models.example/")]
    public void ParseAddress_GoodOne_IsRead(string address, string expected) => Assert.Equal(expected, DistributedDLClient.ParseAddress(address).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("ftp://host")]
    [InlineData("http://")]
    [InlineData("host:99999999")]
    public void ParseAddress_BadOne_IsNamed(string address) =>
        Assert.StartsWith($"'{address}' is not the address of a server", Assert.Throws<ArgumentException>(() => DistributedDLClient.ParseAddress(address)).Message, StringComparison.Ordinal);
}
