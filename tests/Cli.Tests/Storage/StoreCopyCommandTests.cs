using Azure.Storage.Blobs;
using DistributedDL.Storage.Blobs;
using DistributedDL.Tests.Shared;

namespace DistributedDL.Cli.Tests.Storage;

/// <summary>The command on real folders, and on an emulator of this class alone, whose containers each test finds absent.</summary>
public sealed class StoreCopyCommandTests(Azurite azurite) : IClassFixture<Azurite>, IDisposable
{
    private static readonly string[] Containers = ["distributeddl", "grainstate"];
    private readonly string _root = Directory.CreateTempSubdirectory("ddl-store-copy-").FullName;

    [Fact]
    public async Task Copy_MissingFolder_FailsNamingItAndLeavesTheTarget()
    {
        await Fill("full");
        Refused(await Copy("dir:" + At("none"), "dir:" + At("full"), "--overwrite"), 1, $"error: --from dir:{At("none")}: there is no such folder");
        await HoldsBlob("full");
        Assert.False(Directory.Exists(At("none")));
    }

    [Fact]
    public async Task Copy_EmptyFolder_FailsAndLeavesBoth()
    {
        await Fill("full");
        Directory.CreateDirectory(At("empty"));
        Refused(await Copy("dir:" + At("empty"), "dir:" + At("full"), "--overwrite"), 1, $"error: --from dir:{At("empty")} holds no blobs: nothing to copy");
        await HoldsBlob("full");
        Assert.Empty(Directory.EnumerateFileSystemEntries(At("empty")));
    }

    [Fact]
    public async Task Copy_FolderOfAServerThatStoredNothing_FailsAndLeavesTheTarget()
    {
        await Fill("full");
        new DirectoryBlobStore(At("unused"), TimeProvider.System).Dispose();
        Refused(await Copy("dir:" + At("unused"), "dir:" + At("full"), "--overwrite"), 1, $"error: --from dir:{At("unused")} holds no blobs: nothing to copy");
        await HoldsBlob("full");
    }

    [Fact]
    public async Task Copy_AbsentContainers_FailsNamingThemAndCreatesNone()
    {
        var service = await Service();
        await Fill("full");
        Refused(await Copy("azure:" + azurite.ConnectionString, "dir:" + At("full"), "--overwrite"), 1, "error: --from azure: containers 'distributeddl' and 'grainstate' do not exist");
        foreach (var name in Containers) Assert.False(await service.GetBlobContainerClient(name).ExistsAsync());

        await service.CreateBlobContainerAsync("grainstate");
        Refused(await Copy("azure:" + azurite.ConnectionString, "dir:" + At("full"), "--overwrite"), 1, "error: --from azure: container 'distributeddl' does not exist");
        Assert.False(await service.GetBlobContainerClient("distributeddl").ExistsAsync());
        await HoldsBlob("full");
    }

    [Fact]
    public async Task Copy_EmptyContainers_FailsAndLeavesTheTarget()
    {
        var service = await Service();
        await Fill("full");
        foreach (var name in Containers) await service.CreateBlobContainerAsync(name);
        Refused(await Copy("azure:" + azurite.ConnectionString, "dir:" + At("full"), "--overwrite"), 1, "error: --from azure holds no blobs: nothing to copy");
        await HoldsBlob("full");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static Task<(int Code, string Output, string Error)> Copy(string from, string to, string more = "") => Ddl.Run($"store copy --from {from} --to {to} {more}");

    private static void Refused((int Code, string Output, string Error) outcome, int code, string words)
    {
        Assert.Contains(words, outcome.Error, StringComparison.Ordinal);
        Assert.Equal((code, ""), (outcome.Code, outcome.Output));
        Assert.DoesNotContain(Azurite.AccountKey, outcome.Error, StringComparison.Ordinal);
    }

    private string At(string folder) => Path.Combine(_root, folder);

    private async Task Fill(string folder)
    {
        using var store = new DirectoryBlobStore(At(folder), TimeProvider.System);
        await store.Put("runs/r/state", new MemoryStream([1, 2, 3]));
    }

    private async Task HoldsBlob(string folder) => Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(At(folder), "runs/r/state")));

    private async Task<BlobServiceClient> Service()
    {
        Azurite.Require();
        var service = new BlobServiceClient(azurite.ConnectionString);
        foreach (var name in Containers) await service.GetBlobContainerClient(name).DeleteIfExistsAsync();
        return service;
    }
}
