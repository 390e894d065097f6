using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Storage.Tests.OnlineLearning;

public sealed class JournalTests : IDisposable
{
    private const string Folder = "sessions/s1/journal";
    private static readonly JournalOptions Small = new() { SegmentBytes = 400 };
    private readonly StoreFixture _fixture = new();

    private DirectoryBlobStore Store => _fixture.Store;

    [Fact]
    public async Task Open_NoBlobs_IsEmpty()
    {
        var journal = await Journal.Open(Store, Folder);
        Assert.Equal(0, journal.LastSequence);
        Assert.Empty(await Records.ReadAll(journal));
    }

    [Fact]
    public async Task Append_ThenOpenAndRead_GivesTheRecordsBitByBit()
    {
        var written = await Write(Records.Make([3, 1, 32, 2], width: 5));
        var journal = await Journal.Open(Store, Folder);
        Assert.Equal(38, journal.LastSequence);
        Records.AssertEqual(written, await Records.ReadAll(journal));
    }

    [Fact]
    public async Task Append_SpecialFloats_KeepTheirBits()
    {
        float[] values = [float.NaN, BitConverter.Int32BitsToSingle(0x7fc0dead), -0f, float.Epsilon, float.PositiveInfinity, float.MinValue];
        var written = await Write([new JournalRecord(1, values, new float[] { float.NaN, -0f })]);
        Records.AssertEqual(written, await Records.ReadAll(await Journal.Open(Store, Folder)));
    }

    [Fact]
    public async Task Append_FirstSequenceOfAnEmptyJournal_IsFree()
    {
        await Write([Records.One(first: 500)]);
        var journal = await Journal.Open(Store, Folder);
        Assert.Equal(500, journal.LastSequence);
        Assert.Single(await Records.ReadAll(journal, after: 499));
    }

    [Fact]
    public async Task Append_AcrossSegments_ReadsInOrder()
    {
        var written = await Write(Records.Make([.. Enumerable.Repeat(2, 40)], width: 4), Small);
        Assert.InRange((await _fixture.Names(Folder)).Count, 5, 40);
        var journal = await Journal.Open(Store, Folder, Small);
        Records.AssertEqual(written, await Records.ReadAll(journal));
        Records.AssertEqual(written[10..], await Records.ReadAll(journal, after: 20));
        Records.AssertEqual(written[10..], await Records.ReadAll(journal, after: 21));
    }

    [Fact]
    public async Task Append_SegmentBounds_Hold()
    {
        await Write(Records.Make([.. Enumerable.Repeat(2, 40)], width: 4), Small);
        await foreach (var blob in Store.List(Folder)) Assert.InRange(blob.LengthBytes, 1, Small.SegmentBytes);
        await Write(Records.Make([.. Enumerable.Repeat(1, 20)], width: 1), new JournalOptions { SegmentAppends = 5 }, "few");
        Assert.InRange((await _fixture.Names("few/")).Count, 7, 10);
    }

    [Fact]
    public async Task Append_RecordLargerThanASegment_HasOneOfItsOwn()
    {
        var written = await Write(Records.Make([1, 400, 1], width: 8), Small);
        Records.AssertEqual(written, await Records.ReadAll(await Journal.Open(Store, Folder, Small)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(-1)]
    public async Task Append_NotTheNextSequence_ThrowsAndGoesOn(long first)
    {
        var journal = await Journal.Open(Store, Folder);
        await journal.Append(Records.Make([3], width: 2)[0]);
        Assert.Contains($"{first}", (await Assert.ThrowsAsync<ArgumentException>(() => journal.Append(Records.One(first)))).Message, StringComparison.Ordinal);
        await journal.Append(Records.One(4));
        Assert.Equal(4, journal.LastSequence);
    }

    [Fact]
    public async Task Append_NotRectangular_Throws()
    {
        var journal = await Journal.Open(Store, Folder);
        await Assert.ThrowsAsync<ArgumentException>(() => journal.Append(new JournalRecord(1, new float[5], new float[2])));
        await Assert.ThrowsAsync<ArgumentException>(() => journal.Append(new JournalRecord(1, new float[5], default)));
    }

    [Fact]
    public async Task Append_OfAnOlderWriter_ThrowsAtOnceAndForGood()
    {
        var older = await Journal.Open(Store, Folder);
        await older.Append(Records.One(1));
        var newer = await Journal.Open(Store, Folder);
        await Assert.ThrowsAsync<BlobConditionException>(() => older.Append(Records.One(2)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => older.Append(Records.One(2)));
        await newer.Append(Records.One(2));
        Assert.True(newer.FencingNumber > older.FencingNumber);
        Assert.Equal(2, (await Journal.Open(Store, Folder)).LastSequence);
    }

    [Fact]
    public async Task Append_OfAnOlderWriterThatWouldBeginASegment_Throws()
    {
        var older = await Journal.Open(Store, Folder, Small);
        long sequence = 0;
        while ((await Store.GetProperties(JournalSegment.NameOf(Folder, 1)))!.LengthBytes < 320) await older.Append(Records.One(++sequence));
        var newer = await Journal.Open(Store, Folder, Small);
        await Assert.ThrowsAsync<BlobConditionException>(() => older.Append(Records.Make([40], width: 2)[0] with { FirstSequence = sequence + 1 }));
        await newer.Append(Records.One(sequence + 1));
        Assert.Equal(sequence + 1, (await Journal.Open(Store, Folder)).LastSequence);
    }

    [Fact]
    public async Task Append_ManyWritersInARace_LoseNothingThatWasAcknowledged()
    {
        var acknowledged = new System.Collections.Concurrent.ConcurrentDictionary<long, float>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; round < 8; round++)
            {
                try
                {
                    var journal = await Journal.Open(Store, Folder, Small);
                    for (var i = 0; i < 5; i++)
                    {
                        var sequence = journal.LastSequence + 1;
                        var mark = (writer * 1000) + (round * 10) + i;
                        await journal.Append(new JournalRecord(sequence, new float[] { mark }, new float[] { mark }));
                        Assert.True(acknowledged.TryAdd(sequence, mark), $"sequence {sequence} was acknowledged twice");
                    }
                }
                catch (Exception e) when (e is BlobConditionException or BlobNotFoundException)
                {
                    // Another writer took over, which is the point.
                }
            }
        })));
        var records = await Records.ReadAll(await Journal.Open(Store, Folder));
        Assert.NotEmpty(acknowledged);
        foreach (var (sequence, mark) in acknowledged) Assert.Equal(mark, records[(int)sequence - 1].Targets.Span[0]);
    }

    [Fact]
    public async Task TruncateThrough_RemovesOnlyWholeSegmentsBefore()
    {
        var written = await Write(Records.Make([.. Enumerable.Repeat(2, 40)], width: 4), Small);
        var journal = await Journal.Open(Store, Folder, Small);
        var before = (await _fixture.Names(Folder)).Count;
        await journal.TruncateThrough(41);
        Assert.InRange((await _fixture.Names(Folder)).Count, 2, before - 2);
        Records.AssertEqual(written[20..], (await Records.ReadAll(journal, after: 41))[0..]);
        journal = await Journal.Open(Store, Folder, Small);
        Records.AssertEqual(written[20..], await Records.ReadAll(journal, after: 40));
        await Assert.ThrowsAsync<CorruptBlobException>(() => Records.ReadAll(journal, after: 0));
    }

    [Fact]
    public async Task TruncateThrough_Everything_KeepsTheLastSequence()
    {
        await Write(Records.Make([.. Enumerable.Repeat(2, 40)], width: 4), Small);
        var journal = await Journal.Open(Store, Folder, Small);
        await journal.TruncateThrough(80);
        Assert.Single(await _fixture.Names(Folder));
        journal = await Journal.Open(Store, Folder, Small);
        Assert.Equal(80, journal.LastSequence);
        Assert.Empty(await Records.ReadAll(journal, after: 80));
        await journal.Append(Records.One(81));
    }

    [Fact]
    public async Task Open_ManyTimes_GrowsByAFrameEachAndReadsOn()
    {
        for (var i = 1; i <= 30; i++)
        {
            var journal = await Journal.Open(Store, Folder, Small);
            Assert.Equal(i - 1, journal.LastSequence);
            await journal.Append(Records.One(i));
        }
        Assert.Equal(30, (await Records.ReadAll(await Journal.Open(Store, Folder))).Count);
    }

    [Fact]
    public async Task Delete_Journal_LeavesOthers()
    {
        await Write([Records.One(1)]);
        await Write([Records.One(1)], folder: "sessions/s10/journal");
        await Journal.Delete(Store, Folder);
        Assert.Equal(["sessions/s10/journal/0000000001.journal"], await _fixture.Names());
    }

    public void Dispose() => _fixture.Dispose();

    private async Task<List<JournalRecord>> Write(List<JournalRecord> records, JournalOptions? options = null, string folder = Folder)
    {
        var journal = await Journal.Open(Store, folder, options ?? new JournalOptions());
        foreach (var record in records) await journal.Append(record);
        return records;
    }
}
