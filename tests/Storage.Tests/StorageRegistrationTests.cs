using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Faults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedDL.Storage.Tests;

public sealed class StorageRegistrationTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    [Fact]
    public async Task AddBlobStorage_Directory_GivesAStoreThatGoesWithTheProvider()
    {
        var data = _temp.File("data");
        await using (var services = Services(new() { ["Storage:Provider"] = "directory", ["Storage:Directory"] = data }))
        {
            await services.GetRequiredService<IBlobStore>().Put("a", new MemoryStream([1]));
            Assert.Same(services.GetRequiredService<IBlobStore>(), services.GetRequiredService<IBlobStore>());
        }
        Assert.True(File.Exists(Path.Combine(data, "a")));
        new DirectoryBlobStore(data, TimeProvider.System).Dispose();
    }

    [Theory]
    [InlineData(null, typeof(DirectoryBlobStore))]
    [InlineData("", typeof(DirectoryBlobStore))]
    [InlineData("checkpoint:3", typeof(FaultingBlobStore))]
    public async Task AddBlobStorage_Fault_IsAskedForByNameAlone(string? fault, Type store)
    {
        await using var services = Services(new() { ["Storage:Directory"] = _temp.File("data"), ["Storage:Fault"] = fault });
        Assert.IsType(store, services.GetRequiredService<IBlobStore>());
    }

    [Fact]
    public async Task AddBlobStorage_Defaults_AreValid()
    {
        await using var services = Services([]);
        var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        Assert.Equal(("Directory", "./data"), (options.Provider, options.Directory));
    }

    [Fact]
    public async Task AddBlobStorage_WrongValues_FailAtStartNamingKeyValueAndBound()
    {
        using var host = new HostBuilder()
            .ConfigureAppConfiguration(c => c.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Storage:Provider"] = "Tape", ["Storage:Directory"] = "", ["Storage:OpenAppends"] = "0", ["Storage:DiskThreads"] = "65",
                ["Storage:Fault"] = "append:0",
            }))
            .ConfigureServices((context, services) => services.AddBlobStorage(context.Configuration))
            .Build();
        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(
            [
                "Storage:Directory is ''; it must not be empty",
                "Storage:OpenAppends is '0'; it must be 1 to 4096",
                "Storage:DiskThreads is '65'; it must be 1 to 64",
                "Storage:Provider is 'Tape'; known: Directory, AzureBlob",
                "Storage:Fault is 'append:0'; it must be append, checkpoint, snapshot, before-state, after-state or remove, a colon, and a number from 1, as in append:17",
            ],
            thrown.Failures);
    }

    public void Dispose() => _temp.Dispose();

    private static ServiceProvider Services(Dictionary<string, string?> settings) =>
        new ServiceCollection().AddBlobStorage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
}
