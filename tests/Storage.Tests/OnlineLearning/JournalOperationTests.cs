using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Storage.Tests.OnlineLearning;

public sealed class JournalOperationTests : IDisposable
{
    private const string Folder = "j";
    private static readonly JournalOptions Small = new() { SegmentBytes = 300 };
    private readonly StoreFixture _fixture = new(inMemory: true);

    [Fact]
    public async Task Append_ExamplesAndOperations_AreReadBackInOrder()
    {
        JournalRecord[] written = [Operation(1, 0), Records.One(1), Operation(2, 1), Operation(3, 1), Records.One(2), Operation(4, 2)];
        var journal = await Journal.Open(_fixture.Store, Folder, Small);
        await journal.Append(written);

        var again = await Journal.Open(_fixture.Store, Folder, Small);

        Assert.Equal((2, 4), (again.LastSequence, again.LastOperation));
        AssertSame(written, await Read(again, 0, 0));
        AssertSame(written[3..], await Read(again, 1, 2));
        AssertSame([written[5]], await Read(again, 2, 3));
        Assert.Empty(await Read(again, 2, 4));
    }

    [Fact]
    public async Task Append_Several_IsOneAppendOfTheStoreWhereTheyFit()
    {
        var options = new JournalOptions { SegmentAppends = 3 };
        var journal = await Journal.Open(_fixture.Store, Folder, options);
        await journal.Append(Records.Make([1, 2, 3, 4, 5], width: 3));

        // A begin and one append: a third would need another segment for its seal.
        Assert.Single(await _fixture.Names(Folder));
        await journal.Append(Records.One(16) with { Features = new float[3] });
        Assert.Equal(2, (await _fixture.Names(Folder)).Count);
        Assert.Equal(6, (await Records.ReadAll(await Journal.Open(_fixture.Store, Folder, options))).Count);
    }

    [Fact]
    public async Task TruncateThrough_OperationsAfterTheCheckpoint_Stay()
    {
        var journal = await Journal.Open(_fixture.Store, Folder, Small);
        for (var i = 1; i <= 30; i++) await journal.Append(Operation(i, 0));
        var before = (await _fixture.Names(Folder)).Count;

        await journal.TruncateThrough(0, 10);

        Assert.InRange((await _fixture.Names(Folder)).Count, 2, before - 1);
        Assert.Equal(Enumerable.Range(11, 20).Select(i => (long)i), (await Read(journal, 0, 10)).Select(record => record.Operation));
        await Assert.ThrowsAsync<CorruptBlobException>(() => Read(journal, 0, 0));
    }

    [Fact]
    public async Task Append_OperationOutOfOrder_Throws()
    {
        var journal = await Journal.Open(_fixture.Store, Folder);
        await journal.Append([Operation(1, 0), Records.One(1)]);
        await Assert.ThrowsAsync<ArgumentException>(() => journal.Append(Operation(3, 1)));
        await Assert.ThrowsAsync<ArgumentException>(() => journal.Append(Operation(2, 0)));
        await Assert.ThrowsAsync<ArgumentException>(() => journal.Append([Operation(2, 1), Operation(2, 1)]));
        await journal.Append(Operation(2, 1));
        Assert.Equal(2, journal.LastOperation);
    }

    [Fact]
    public async Task Open_SeveralFramesOfOneAppendTornToZeros_KeepsTheWholeOnes()
    {
        JournalRecord[] records = [Records.One(1), Operation(1, 1), Records.One(2)];
        var journal = await Journal.Open(_fixture.Store, Folder);
        await journal.Append(records);
        var path = _fixture.PathOf("j/0000000001.journal");
        var bytes = await File.ReadAllBytesAsync(path);
        var ends = new[] { JournalFrame.EmptyBytes, JournalFrame.EmptyBytes + 60, JournalFrame.EmptyBytes + 60 + JournalFrame.EmptyBytes + 13, bytes.Length };
        for (var from = ends[0]; from < bytes.Length; from += 4)
        {
            byte[] torn = [.. bytes[..from], .. new byte[bytes.Length - from]];
            await Journal.Delete(_fixture.Store, Folder);
            using (var content = new MemoryStream(torn)) await _fixture.Store.Put("j/0000000001.journal", content);
            List<JournalRecord> read;
            try
            {
                read = await Read(await Journal.Open(_fixture.Store, Folder), 0, 0);
            }
            catch (CorruptBlobException)
            {
                // A cut within the last four bytes of a frame, which storage never makes.
                Assert.Contains(ends, end => from > end - 4 && from < end);
                continue;
            }
            AssertSame(records[..(ends.Count(end => end <= from) - 1)], read);
        }
    }

    [Fact]
    public async Task Open_WithABase_GoesOnAfterIt()
    {
        var options = new JournalOptions { BaseSequence = 500 };
        var journal = await Journal.Open(_fixture.Store, Folder, options);
        await journal.Append([Operation(7, 500), Records.One(501)]);
        Assert.Equal(501, (await Journal.Open(_fixture.Store, Folder, options)).LastSequence);
    }

    [Fact]
    public async Task FindLastSequence_DamagedAnywhere_GivesAReadableOne()
    {
        var journal = await Journal.Open(_fixture.Store, Folder, Small);
        foreach (var record in Records.Make([.. Enumerable.Repeat(2, 20)], width: 4)) await journal.Append(record);
        Assert.Equal(40, await JournalSalvage.FindLastSequence(_fixture.Store, Folder));
        var second = _fixture.PathOf((await _fixture.Names(Folder))[1]);
        File.Delete(second);
        Assert.Equal(40, await JournalSalvage.FindLastSequence(_fixture.Store, Folder));
        Assert.Equal(0, await JournalSalvage.FindLastSequence(_fixture.Store, "no-such"));
    }

    public void Dispose() => _fixture.Dispose();

    private static JournalRecord Operation(long number, long after) => JournalRecord.OfOperation(number, after, new byte[] { (byte)number, 1, 2, 0, 5 });

    private static async Task<List<JournalRecord>> Read(Journal journal, long sequence, long operation)
    {
        var records = new List<JournalRecord>();
        await foreach (var record in journal.Read(sequence, operation)) records.Add(record);
        return records;
    }

    private static void AssertSame(JournalRecord[] expected, List<JournalRecord> found)
    {
        Records.AssertEqual(expected, found);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Operation, found[i].Operation);
            Assert.Equal(expected[i].Content.ToArray(), found[i].Content.ToArray());
        }
    }
}
