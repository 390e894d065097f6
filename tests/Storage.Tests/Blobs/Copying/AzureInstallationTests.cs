using Azure.Storage.Blobs;
using DistributedDL.Storage.Blobs.Azure;
using DistributedDL.Storage.Blobs.Copying;
using DistributedDL.Storage.Tests.Blobs.Azure;
using DistributedDL.Tests.Shared;

namespace DistributedDL.Storage.Tests.Blobs.Copying;

public sealed class AzureInstallationTests(Azurite azurite)
{
    private const string Account = "DefaultEndpointsProtocol=https;AccountName=one;AccountKey=bm90LWEta2V5;EndpointSuffix=core.windows.net";

    [Fact]
    public async Task AbsentContainers_NoneOneBoth_NamesThemAndCreatesNone()
    {
        var options = AzureFixture.Options(azurite);
        var installation = new AzureInstallation(options);
        Assert.Equal([options.Container, options.GrainStateContainer], await installation.AbsentContainers());
        Assert.Equal([options.Container, options.GrainStateContainer], await installation.AbsentContainers());
        await new BlobServiceClient(options.ConnectionString).CreateBlobContainerAsync(options.Container);
        Assert.Equal([options.GrainStateContainer], await installation.AbsentContainers());
        await new BlobServiceClient(options.ConnectionString).CreateBlobContainerAsync(options.GrainStateContainer);
        Assert.Empty(await installation.AbsentContainers());
    }

    [Theory]
    [InlineData(Account, "a", "b", true)]
    [InlineData("BlobEndpoint=https://one.blob.core.windows.net;SharedAccessSignature=sv=1&sig=x", "a", "b", true)]
    [InlineData("BlobEndpoint=http://ONE.blob.core.windows.net/;AccountName=one;AccountKey=bm90LWEta2V5", "a", "b", true)]
    [InlineData(Account, "a", "c", true)]
    [InlineData(Account, "b", "c", true)]
    [InlineData(Account, "c", "d", false)]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=two;AccountKey=bm90LWEta2V5;EndpointSuffix=core.windows.net", "a", "b", false)]
    public void SharesContainerWith_Account_IsByAddressAndContainer(string connection, string blobs, string states, bool expected)
    {
        var one = Installation(Account, "a", "b");
        var other = Installation(connection, blobs, states);
        Assert.Equal((expected, expected), (one.SharesContainerWith(other), other.SharesContainerWith(one)));
    }

    [Theory]
    [InlineData("http://localhost:10000/devstoreaccount1", true)]
    [InlineData("http://127.0.0.1:10001/devstoreaccount1", false)]
    [InlineData("http://127.0.0.1:10000/other", false)]
    public void SharesContainerWith_Emulator_IsByPortAndAccount(string endpoint, bool expected) => Assert.Equal(expected,
        Installation(Azurite.ConnectionStringAt(10000), "a", "b").SharesContainerWith(Installation($"AccountName=other;AccountKey=bm90LWEta2V5;BlobEndpoint={endpoint}", "a", "b")));

    // A container's name has three characters at least.
    private static AzureInstallation Installation(string connection, string blobs, string states) =>
        new(new AzureBlobOptions { ConnectionString = connection, Container = $"in-{blobs}", GrainStateContainer = $"in-{states}" });
}
