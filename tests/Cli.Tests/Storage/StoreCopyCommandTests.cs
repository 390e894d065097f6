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
        Refused(await Copy("dir:" + At("unused"), "dir:" + At("new")), 1, $"error: --from dir:{At("unused")} holds no blobs: nothing to copy");
        Assert.False(Directory.Exists(At("new")));
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

    [Theory]
    [InlineData("full")]
    [InlineData("full/")]
    [InlineData("other/../full")]
    [InlineData("link")]
    [InlineData("links/full")]
    public async Task Copy_SameFolder_IsWrongUsage(string spelt)
    {
        await Fill("full");
        Link("link", "full");
        Link("links", ".");
        foreach (var (from, to) in new[] { ("full", spelt), (spelt, "full") })
            Refused(await Copy("dir:" + At(from), "dir:" + At(to), "--overwrite"), 2, "error: --from and --to are the same store");
        await HoldsBlob("full");
    }

    [Theory]
    [InlineData("full/sub")]
    [InlineData("full/a/b")]
    [InlineData("link/new")]
    public async Task Copy_OneFolderInTheOther_IsWrongUsageAndLeavesTheSource(string inner)
    {
        await Fill("full");
        Link("link", "full");
        var before = Entries();
        Refused(await Copy("dir:" + At("full"), "dir:" + At(inner)), 2, $"error: --to dir:{At(inner)} lies in --from dir:{At("full")}");
        Refused(await Copy("dir:" + At(inner), "dir:" + At("full"), "--overwrite"), 2, $"error: --from dir:{At(inner)} lies in --to dir:{At("full")}");
        Assert.Equal(before, Entries());
    }

    [Fact]
    public async Task Copy_FolderWhoseNameBeginsAlike_IsCopied()
    {
        await Fill("full");
        var (code, output, error) = await Copy("dir:" + At("full"), "dir:" + At("full-2"));
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("holds 1 blob, 3 B: 1 copied, 0 were there, 1 verified", output, StringComparison.Ordinal);
        await HoldsBlob("full-2");
    }

    [Fact]
    public async Task Copy_SameContainers_IsWrongUsage()
    {
        Azurite.Require();
        var otherwise = azurite.ConnectionString.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        foreach (var to in new[] { azurite.ConnectionString, otherwise })
            Refused(await Copy("azure:" + azurite.ConnectionString, "azure:" + to, "--overwrite"), 2, "error: --from and --to are the same store");
    }

    [Fact]
    public async Task Copy_ToAzureAndBack_WarnsInOneLineThatUseIsNotKnown()
    {
        await Service();
        await Fill("full");
        const string warning = "warning: make sure that no server uses the containers 'distributeddl' and 'grainstate' in Azure: whether one does cannot be known";
        foreach (var (from, to) in new[] { ("dir:" + At("full"), "azure:" + azurite.ConnectionString), ("azure:" + azurite.ConnectionString, "dir:" + At("back")) })
        {
            var (code, output, error) = await Copy(from, to, "--json");
            Assert.Equal((0, warning), (code, error.TrimEnd()));
            Assert.StartsWith("{", output, StringComparison.Ordinal);
        }
        await HoldsBlob("back");
    }

    [Fact]
    public async Task Copy_DamagedSnapshot_FailsNamingBlobAndDigests()
    {
        var digest = new string('0', 64);
        using (var store = new DirectoryBlobStore(At("full"), TimeProvider.System)) await store.Put($"snapshots/{digest}.safetensors", new MemoryStream());
        // The SHA-256 of nothing.
        Refused(await Copy("dir:" + At("full"), "dir:" + At("new")), 1,
            $"error: blob 'snapshots/{digest}.safetensors': it is damaged in the source: its content has SHA-256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, expected {digest}");
        Assert.False(File.Exists(Path.Combine(At("new"), $"snapshots/{digest}.safetensors")));
    }

    [Fact]
    public async Task Help_SaysThatUseOfAzureIsNotKnown()
    {
        var help = await Ddl.Run("store copy --help");
        Assert.Contains("containers in Azure cannot be known to be in use", string.Join(' ', help.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
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

    private void Link(string name, string target) => Directory.CreateSymbolicLink(At(name), target);

    private string[] Entries() => [.. Directory.EnumerateFileSystemEntries(_root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

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
