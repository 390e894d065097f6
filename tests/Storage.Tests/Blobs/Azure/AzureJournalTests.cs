using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.OnlineLearning;
using DistributedDL.Storage.Tests.OnlineLearning;
using DistributedDL.Tests.Shared;

namespace DistributedDL.Storage.Tests.Blobs.Azure;

/// <summary>The journal where its store is shared by several processes: here by two stores.</summary>
public sealed class AzureJournalTests(Azurite azurite)
{
    private const string Folder = "sessions/s1/journal";
    private static readonly JournalOptions Small = new() { SegmentBytes = 400 };

    [Fact]
    public async Task Append_AcrossSegments_IsReadBitByBitByAnother()
    {
        var options = AzureFixture.Options(azurite);
        var written = Records.Make([.. Enumerable.Repeat(2, 20)], width: 4);
        var journal = await Journal.Open(AzureFixture.Store(options), Folder, Small);
        foreach (var record in written) await journal.Append(record);
        var again = await Journal.Open(AzureFixture.Store(options), Folder, Small);
        Assert.Equal((journal.LastSequence, journal.FencingNumber + 1), (again.LastSequence, again.FencingNumber));
        Records.AssertEqual(written, await Records.ReadAll(again));
        await again.TruncateThrough(20);
        Records.AssertEqual(written[10..], await Records.ReadAll(again, after: 20));
    }

    [Fact]
    public async Task Open_ByAnother_FencesTheOlderWriter()
    {
        var options = AzureFixture.Options(azurite);
        var written = Records.Make([1, 1, 1], width: 2);
        var older = await Journal.Open(AzureFixture.Store(options), Folder);
        await older.Append(written[0]);
        var newer = await Journal.Open(AzureFixture.Store(options), Folder);
        await Assert.ThrowsAsync<BlobConditionException>(() => older.Append(written[1]));
        await newer.Append(written[1]);
        Records.AssertEqual(written[..2], await Records.ReadAll(newer));
    }

    [Fact]
    public async Task Open_TornLastRecord_IsCutAndGoneOnWith()
    {
        var options = AzureFixture.Options(azurite);
        var store = AzureFixture.Store(options);
        var written = Records.Make([1, 1, 1], width: 2);
        var journal = await Journal.Open(store, Folder);
        await journal.Append(written[0]);
        var names = new List<BlobProperties>();
        await foreach (var blob in store.List(Folder)) names.Add(blob);
        await store.Append(names[^1].Name, new byte[7], names[^1].LengthBytes);
        var again = await Journal.Open(AzureFixture.Store(options), Folder);
        await again.Append(written[1]);
        await again.Append(written[2]);
        Records.AssertEqual(written, await Records.ReadAll(await Journal.Open(store, Folder)));
    }
}
