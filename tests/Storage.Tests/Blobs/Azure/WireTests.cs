using System.Text.RegularExpressions;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Azure;
using DistributedDL.Tests.Shared;

namespace DistributedDL.Storage.Tests.Blobs.Azure;

/// <summary>What is asked of the service, and where things lie: both are read by others than this store.</summary>
public sealed partial class WireTests(Azurite azurite)
{
    private readonly RequestLog _log = new();

    [Fact]
    public async Task Append_Journal_IsOneRequestWithPositionAndETag()
    {
        var store = await Open();
        await store.Append("s/j", new byte[] { 1 }, 0);
        await store.Append("s/j", new byte[] { 2 }, 1);
        Assert.Equal(
            [
                "HEAD /blobs/s/j",
                "PUT /blobs/s/j If-None-Match=* x-ms-blob-type=AppendBlob",
                "PUT /blobs/s/j?comp=appendblock If-Match=\"TAG\" x-ms-blob-condition-appendpos=0",
                "PUT /blobs/s/j?comp=appendblock If-Match=\"TAG\" x-ms-blob-condition-appendpos=1",
            ],
            Seen());
    }

    [Fact]
    public async Task Put_Conditions_AreHeadersOfOneRequest()
    {
        var store = await Open();
        var first = await store.Put("a", new MemoryStream([1]), BlobCondition.Absent);
        await store.Put("a", new MemoryStream([2]), BlobCondition.Match(first.ETag));
        await store.Put("a", new MemoryStream([2]));
        Assert.Equal(
            ["PUT /blobs/a If-None-Match=* x-ms-blob-type=BlockBlob", "PUT /blobs/a If-Match=\"TAG\" x-ms-blob-type=BlockBlob", "PUT /blobs/a x-ms-blob-type=BlockBlob"],
            Seen());
    }

    [Fact]
    public async Task OpenRead_RangesAfterTheFirst_AreBoundToTheETag()
    {
        var store = await Open();
        await store.Put("a", new MemoryStream(new byte[9 << 20]));
        _log.Take();
        await store.ReadAll("a");
        Assert.Equal(["GET /blobs/a", "GET /blobs/a If-Match=\"TAG\""], Seen());
    }

    [Fact]
    public async Task OpenRead_ReplacedWhileItIsRead_GivesNoMixedContent()
    {
        var store = await Open();
        await store.Put("a", new MemoryStream(new byte[9 << 20]));
        await using var stream = await store.OpenRead("a");
        await stream.ReadExactlyAsync(new byte[4 << 20]);
        await store.Put("a", new MemoryStream([.. Enumerable.Repeat((byte)1, 9 << 20)]));
        await Assert.ThrowsAsync<BlobConditionException>(() => stream.ReadExactlyAsync(new byte[5 << 20]).AsTask());
    }

    [Fact]
    public async Task List_BothContainers_AreOneOrder()
    {
        var store = await Open();
        string[] names = ["grainstate-x", "grainstate/a-b/c.json", "grainstate/b.json", "grainstate0", "a", "z", "grainstat"];
        foreach (var name in names) await store.Put(name, new MemoryStream([1]));
        Assert.Equal(names.Order(StringComparer.Ordinal), await Names(store, ""));
        Assert.Equal(names.Where(n => n.StartsWith("grainstate", StringComparison.Ordinal)).Order(StringComparer.Ordinal), await Names(store, "grainstate"));
        Assert.Equal(["grainstate/a-b/c.json"], await Names(store, "grainstate/a"));
    }

    [Fact]
    public async Task Append_NearTheLimitOfBlocks_GoesOnInABlockBlobAndLosesNothing()
    {
        var options = AzureFixture.Options(azurite);
        var store = AzureFixture.Store(options, 5);
        var other = AzureFixture.Store(options, 5);
        for (var i = 0; i < 40; i++) await (i % 7 == 3 ? other : store).Append("runs/r/epochs.jsonl", new[] { (byte)i }, i);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (byte)i), await store.ReadAll("runs/r/epochs.jsonl"));
        await Assert.ThrowsAsync<BlobConditionException>(() => other.Append("runs/r/epochs.jsonl", new byte[1], 5));
        Assert.Equal(["runs/r/epochs.jsonl"], await Names(store, ""));
        Assert.True(await other.Delete("runs/r/epochs.jsonl"));
        Assert.Null(await store.GetProperties("runs/r/epochs.jsonl"));
        await store.Append("runs/r/epochs.jsonl", new byte[1], 0);
    }

    private async Task<AzureBlobStore> Open()
    {
        var store = AzureFixture.Store(AzureFixture.Options(azurite), _log);
        await store.CreateContainers();
        _log.Take();
        return store;
    }

    private IEnumerable<string> Seen() => _log.Take().Select(line => Tag().Replace(Container().Replace(line, "/blobs/"), "\"TAG\""));

    private static async Task<List<string>> Names(AzureBlobStore store, string prefix)
    {
        var names = new List<string>();
        await foreach (var blob in store.List(prefix)) names.Add(blob.Name);
        return names;
    }

    [GeneratedRegex("\"0x[0-9A-F]+\"")]
    private static partial Regex Tag();

    [GeneratedRegex("/blobs-[0-9]+/")]
    private static partial Regex Container();
}
