using System.Security.Cryptography;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Copying;
using DistributedDL.Storage.Tests.Blobs.Azure;
using DistributedDL.Tests.Shared;

namespace DistributedDL.Storage.Tests.Blobs.Copying;

public sealed class StoreCopyTests(Azurite azurite) : IDisposable
{
    private static readonly string[] Small = ["grainstate/model-modelgrain/net.json", "runs/r/epochs.jsonl", "sessions/s/journal/0000000001.journal", "a/empty"];
    private readonly StoreFixture _first = new();
    private readonly StoreFixture _second = new();

    [Fact]
    public async Task Run_ToAzureAndBack_GivesTheSameBlobsWhichTakeAppends()
    {
        await Fill(_first.Store);
        var azure = AzureFixture.Store(AzureFixture.Options(azurite));
        var there = await new StoreCopy(_first.Store, azure).Run(overwrite: false);
        Assert.Equal(new StoreCopyReport(6, 9_000_000 + 6 + 45, 6, 0, 6, 0), there);
        await Compare(_first.Store, azure);
        var journal = await azure.ReadAll(Small[2]);
        await azure.Append(Small[2], new byte[] { 9, 9 }, journal.Length);

        var back = await new StoreCopy(azure, _second.Store).Run(overwrite: false);
        Assert.Equal((6, 6, 6), (back.Blobs, back.Copied, back.Verified));
        await Compare(azure, _second.Store);
        Assert.Equal(journal.Length + 3, await _second.Store.Append(Small[2], new byte[1], journal.Length + 2));
    }

    [Fact]
    public async Task Run_Again_SkipsWhatIsThereAndGoesOnAfterAnInterruption()
    {
        await Fill(_first.Store);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new StoreCopy(_first.Store, _second.Store, parallel: 1).Run(false, (done, _, _) =>
        {
            if (done == 3) stop.Cancel();
        }, stop.Token));
        var rest = await new StoreCopy(_first.Store, _second.Store).Run(overwrite: false);
        Assert.Equal((6, 3, 3, 6), (rest.Blobs, rest.Copied, rest.Skipped, rest.Verified));
        var again = await new StoreCopy(_first.Store, _second.Store).Run(overwrite: false);
        Assert.Equal((0, 6), (again.Copied, again.Skipped));
        await Compare(_first.Store, _second.Store);
    }

    [Fact]
    public async Task Run_TargetHoldsOtherBlobs_IsRefusedNamingThemAndWritesNothing()
    {
        await Fill(_first.Store);
        await _second.Store.Put("a/empty", new MemoryStream([1]));
        await _second.Store.Put("stranger", new MemoryStream([1]));
        var thrown = await Assert.ThrowsAsync<StoreDiffersException>(() => new StoreCopy(_first.Store, _second.Store).Run(overwrite: false));
        Assert.Equal(["a/empty", "stranger"], thrown.Examples);
        Assert.Equal(["a/empty", "stranger"], await _second.Names());

        var report = await new StoreCopy(_first.Store, _second.Store).Run(overwrite: true);
        Assert.Equal((6, 1), (report.Copied, report.Removed));
        await Compare(_first.Store, _second.Store);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_SourceHoldsNothing_IsRefusedAndLeavesTheTarget(bool overwrite)
    {
        await Fill(_second.Store);
        await Assert.ThrowsAsync<StoreEmptyException>(() => new StoreCopy(_first.Store, _second.Store).Run(overwrite));
        Assert.Equal(6, (await _second.Names()).Count);
    }

    [Theory]
    [InlineData("snapshots/", 10)]
    [InlineData("checkpoints/session/s/1/", 9_000_000)]
    public async Task Run_BlobIsNotOfTheDigestInItsName_FailsNamingItAndLeavesNothingUnderItsName(string folder, int length)
    {
        var (name, expected) = await PutByContent(_first.Store, folder, length);
        var found = await Damage(name);
        var azure = AzureFixture.Store(AzureFixture.Options(azurite));
        foreach (var target in new IBlobStore[] { _second.Store, azure })
        {
            var thrown = await Assert.ThrowsAsync<StoreCopyFailedException>(() => new StoreCopy(_first.Store, target).Run(overwrite: false));
            Assert.Equal(name, thrown.Blob);
            Assert.Contains($"has SHA-256 {found}, expected {expected}", thrown.Message, StringComparison.Ordinal);
            Assert.Null(await target.GetProperties(name));
        }
    }

    [Fact]
    public async Task Run_TargetHasTheDamagedBlobWhole_KeepsItAndFails()
    {
        var (name, expected) = await PutByContent(_first.Store, "snapshots/", 10);
        await new StoreCopy(_first.Store, _second.Store).Run(overwrite: false);
        await Damage(name);
        Assert.Equal(name, (await Assert.ThrowsAsync<StoreCopyFailedException>(() => new StoreCopy(_first.Store, _second.Store).Run(overwrite: true))).Blob);
        await _second.Store.ReadVerified(name, expected);
    }

    [Fact]
    public async Task Run_BlobReadsBackOtherwise_FailsAndLeavesNothingUnderItsName()
    {
        var (name, expected) = await PutByContent(_first.Store, "snapshots/", 10);
        var thrown = await Assert.ThrowsAsync<StoreCopyFailedException>(() => new StoreCopy(_first.Store, new MisreadStore(_second.Store)).Run(overwrite: false));
        Assert.StartsWith($"blob '{name}': it has SHA-256 {expected} in the source, and reads back with ", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(await _second.Names());
    }

    [Fact]
    public async Task Run_BothHaveTheSameDamage_IsNotVerified()
    {
        var (name, _) = await PutByContent(_first.Store, "snapshots/", 10);
        await Damage(name);
        await _second.Store.Put(name, new MemoryStream(await _first.Store.ReadAll(name)));
        Assert.Equal(name, (await Assert.ThrowsAsync<StoreCopyFailedException>(() => new StoreCopy(_first.Store, _second.Store).Run(overwrite: false))).Blob);
    }

    [Theory]
    [InlineData(1, "the target holds 1 blob that differs from the source or is not in it")]
    [InlineData(2, "the target holds 2 blobs that differ from the source or are not in it")]
    public async Task Run_TargetHoldsOthers_CountsThemInWords(int count, string words)
    {
        await Fill(_first.Store);
        for (var i = 0; i < count; i++) await _second.Store.Put($"stranger-{i}", new MemoryStream([1]));
        Assert.Equal(words, (await Assert.ThrowsAsync<StoreDiffersException>(() => new StoreCopy(_first.Store, _second.Store).Run(overwrite: false))).Message);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    private static async Task Fill(DirectoryBlobStore store)
    {
        foreach (var name in Small[..3]) await store.Append(name, new byte[] { 1, 2 }, 0);
        await store.Put(Small[3], new MemoryStream());
        await store.Put("snapshots/x.safetensors", new PatternStream(9_000_000));
        await store.Put("z", new MemoryStream(new byte[45]));
    }

    private static async Task<(string Name, string Sha256)> PutByContent(DirectoryBlobStore store, string folder, int length)
    {
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(new PatternStream(length)));
        var name = $"{folder}{digest}.safetensors";
        await store.Put(name, new PatternStream(length));
        return (name, digest);
    }

    /// <summary>Turns over the last bit of a blob of the first store, as a disk does: behind the store's back.</summary>
    /// <returns>Its digest then.</returns>
    private async Task<string> Damage(string name)
    {
        var bytes = await File.ReadAllBytesAsync(_first.PathOf(name));
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(_first.PathOf(name), bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static async Task Compare(IBlobStore expected, IBlobStore found)
    {
        var names = new List<string>();
        await foreach (var blob in expected.List("")) names.Add(blob.Name);
        var others = new List<string>();
        await foreach (var blob in found.List("")) others.Add(blob.Name);
        Assert.Equal(names, others);
        foreach (var name in names) Assert.True(Enumerable.SequenceEqual(await expected.ReadAll(name), await found.ReadAll(name)), name);
    }
}
