using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Azure;
using DistributedDL.Tests.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DistributedDL.Storage.Tests.Blobs.Azure;

public sealed class AzureBlobOptionsTests
{
    private const string Secret = "bm90LWEta2V5";

    [Fact]
    public void Registration_ProviderAzureBlob_GivesTheStore()
    {
        using var services = Services(new() { ["Storage:Provider"] = "azureblob", ["Storage:Azure:ConnectionString"] = Azurite.ConnectionStringAt(1) });
        Assert.IsType<AzureBlobStore>(services.GetRequiredService<IBlobStore>());
    }

    [Fact]
    public void Registration_ServiceUri_NeedsNoSecret()
    {
        using var services = Services(new() { ["Storage:Provider"] = "AzureBlob", ["Storage:Azure:ServiceUri"] = "https://account.blob.core.windows.net" });
        Assert.IsType<AzureBlobStore>(services.GetRequiredService<IBlobStore>());
    }

    [Fact]
    public void Registration_AnotherProvider_IsNotTroubledByTheseOptions()
    {
        using var services = Services(new() { ["Storage:Azure:Container"] = "No!" });
        Assert.Equal("No!", services.GetRequiredService<IOptions<AzureBlobOptions>>().Value.Container);
    }

    [Fact]
    public void Defaults_AreWithinTheirBounds() => Assert.Empty(AzureBlobOptionsValidator.Faults(new AzureBlobOptions { ConnectionString = Azurite.ConnectionStringAt(1) }));

    [Fact]
    public void Faults_EveryWrongValue_NamesKeyValueAndBoundAndNoSecret()
    {
        using var services = Services(new()
        {
            ["Storage:Provider"] = "AzureBlob", ["Storage:Azure:ConnectionString"] = $"AccountNames=a;AccountKey={Secret}", ["Storage:Azure:ServiceUri"] = "ftp://a",
            ["Storage:Azure:Container"] = "Upper", ["Storage:Azure:GrainStateContainer"] = "Upper", ["Storage:Azure:NetworkTimeout"] = "00:00:00.5",
            ["Storage:Azure:MaxRetries"] = "21", ["Storage:Azure:MaxRetryDelay"] = "00:03:00",
        });
        var faults = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<AzureBlobOptions>>().Value).Failures.ToList();
        Assert.Equal(
            [
                "Storage:Azure:ConnectionString and Storage:Azure:ServiceUri are both set; exactly one must be",
                "Storage:Azure:ConnectionString is a text of 38 characters (not shown); it must be a storage connection string, as in AccountName=…;AccountKey=…",
                "Storage:Azure:ServiceUri is 'ftp://a'; it must be an http or https address",
                "Storage:Azure:Container is 'Upper'; it must be 3 to 63 lower-case letters, digits and single hyphens, and begin and end with a letter or digit",
                "Storage:Azure:GrainStateContainer is 'Upper'; it must be 3 to 63 lower-case letters, digits and single hyphens, and begin and end with a letter or digit",
                "Storage:Azure:GrainStateContainer is 'Upper'; it must be another than Storage:Azure:Container",
                "Storage:Azure:NetworkTimeout is '00:00:00.5000000'; it must be 00:00:01 to 00:10:00",
                "Storage:Azure:MaxRetries is '21'; it must be 0 to 20",
                "Storage:Azure:MaxRetryDelay is '00:03:00'; it must be 00:00:00.2000000 to 00:02:00",
            ],
            faults);
    }

    [Fact]
    public void Faults_SignatureInTheAddress_IsNotShown()
    {
        var fault = Assert.Single(AzureBlobOptionsValidator.Faults(new AzureBlobOptions { ServiceUri = $"https://a.blob.core.windows.net/?sig={Secret}" }));
        Assert.DoesNotContain(Secret, fault, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) =>
        new ServiceCollection().AddBlobStorage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
}
