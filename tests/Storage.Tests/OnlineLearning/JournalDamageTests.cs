using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Storage.Tests.OnlineLearning;

/// <summary>Every prefix and every bit of small journals, on files.</summary>
public sealed class JournalDamageTests : IDisposable
{
    private const string Folder = "j";
    private static readonly JournalOptions Small = new() { SegmentBytes = 300 };
    private readonly StoreFixture _fixture = new(inMemory: true);

    [Fact]
    public async Task Open_EveryPrefixOfTheBytes_GivesAPrefixOfTheRecords()
    {
        var (records, ends, bytes) = await OneSegment();
        for (var length = 0; length <= bytes.Length; length++)
        {
            await Restore(bytes[..length]);
            var journal = await Journal.Open(_fixture.Store, Folder);
            var whole = ends.Count(end => end <= length);
            Records.AssertEqual(records[..whole], await Records.ReadAll(journal));
            await AssertGoesOn(journal);
        }
    }

    [Fact]
    public async Task Open_EveryPrefixThenZeros_GivesAPrefixOfTheRecordsOrReports()
    {
        var (records, ends, bytes) = await OneSegment();
        for (var length = 0; length < bytes.Length; length++)
        {
            // Length was made durable before the data of the one append under way.
            var (begin, end) = (ends.LastOrDefault(e => e <= length, JournalFrame.EmptyBytes), ends.First(e => e > length));
            if (length < JournalFrame.EmptyBytes) (begin, end) = (0, JournalFrame.EmptyBytes);
            await Restore([.. bytes[..length], .. new byte[end - length]]);
            Journal journal;
            try
            {
                journal = await Journal.Open(_fixture.Store, Folder);
            }
            catch (CorruptBlobException e)
            {
                // Storage tears at blocks of 512 bytes or more, so at multiples of 4 bytes of a frame: there it is never in doubt.
                Assert.True(length % 4 != 0, $"{length}: {e.Message}");
                Assert.Contains($"at byte {begin}:", e.Message, StringComparison.Ordinal);
                continue;
            }
            Records.AssertEqual(records[..ends.Count(e => e <= length)], await Records.ReadAll(journal));
            await AssertGoesOn(journal);
        }
    }

    [Fact]
    public async Task Open_EveryBitFlipped_IsReportedWithSegmentAndOffset()
    {
        var (_, ends, bytes) = await OneSegment();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            await Restore(flipped);
            var thrown = await Assert.ThrowsAsync<CorruptBlobException>(() => Journal.Open(_fixture.Store, Folder));
            var frame = new[] { 0, JournalFrame.EmptyBytes }.Concat(ends).Last(e => e <= bit / 8);
            Assert.Equal("j/0000000001.journal", thrown.Blob);
            Assert.Contains($"at byte {frame}:", thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Open_TornTailWithAFlippedBit_IsCutOrReported()
    {
        var (records, ends, bytes) = await OneSegment();
        var torn = bytes[..(ends[^1] - 5)];
        for (var bit = 0; bit < torn.Length * 8; bit++)
        {
            var flipped = torn.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            await Restore(flipped);
            try
            {
                var journal = await Journal.Open(_fixture.Store, Folder);
                Assert.True(bit / 8 >= ends[^2], $"bit {bit} of a whole record was overlooked");
                Records.AssertEqual(records[..^1], await Records.ReadAll(journal));
            }
            catch (CorruptBlobException e)
            {
                Assert.Equal("j/0000000001.journal", e.Blob);
            }
        }
    }

    [Fact]
    public async Task Open_FrameMovedOrRepeated_IsReported()
    {
        var (_, ends, bytes) = await OneSegment();
        var record = bytes[ends[0]..ends[1]];
        await Restore([.. bytes, .. record]);
        await Assert.ThrowsAsync<CorruptBlobException>(() => Journal.Open(_fixture.Store, Folder));
        await Restore([.. bytes[..ends[0]], .. bytes[ends[1]..]]);
        await Assert.ThrowsAsync<CorruptBlobException>(() => Journal.Open(_fixture.Store, Folder));
    }

    [Fact]
    public async Task Open_MissingSegment_IsReportedByName()
    {
        await ManySegments();
        File.Delete(_fixture.PathOf("j/0000000003.journal"));
        var thrown = await Assert.ThrowsAsync<CorruptBlobException>(() => Journal.Open(_fixture.Store, Folder));
        Assert.Equal("j/0000000003.journal", thrown.Blob);
    }

    [Fact]
    public async Task Read_FirstSegmentMissing_IsReported()
    {
        await ManySegments();
        File.Delete(_fixture.PathOf("j/0000000001.journal"));
        var journal = await Journal.Open(_fixture.Store, Folder);
        Assert.Contains("1 is the next", (await Assert.ThrowsAsync<CorruptBlobException>(() => Records.ReadAll(journal))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_SegmentsExchanged_IsReported()
    {
        await ManySegments();
        var (two, three) = (_fixture.PathOf("j/0000000002.journal"), _fixture.PathOf("j/0000000003.journal"));
        var (second, third) = (await File.ReadAllBytesAsync(two), await File.ReadAllBytesAsync(three));
        await File.WriteAllBytesAsync(two, third);
        await File.WriteAllBytesAsync(three, second);
        Assert.Equal("j/0000000002.journal", (await Assert.ThrowsAsync<CorruptBlobException>(() => Journal.Open(_fixture.Store, Folder))).Blob);
    }

    [Fact]
    public async Task Open_EarlierSegmentCutAnywhere_IsReported()
    {
        await ManySegments();
        var path = _fixture.PathOf("j/0000000002.journal");
        var bytes = await File.ReadAllBytesAsync(path);
        for (var length = 0; length < bytes.Length; length++)
        {
            await File.WriteAllBytesAsync(path, bytes[..length]);
            Assert.Equal("j/0000000002.journal", (await Assert.ThrowsAsync<CorruptBlobException>(() => Journal.Open(_fixture.Store, Folder))).Blob);
        }
    }

    [Fact]
    public async Task Open_OnlySegmentLeftIsCutToNothing_IsReported()
    {
        await ManySegments();
        var journal = await Journal.Open(_fixture.Store, Folder, Small);
        await journal.TruncateThrough(journal.LastSequence);
        var name = Assert.Single(await _fixture.Names());
        await File.WriteAllBytesAsync(_fixture.PathOf(name), []);
        Assert.Equal(name, (await Assert.ThrowsAsync<CorruptBlobException>(() => Journal.Open(_fixture.Store, Folder))).Blob);
    }

    [Fact]
    public async Task Open_CrashAtEveryByteOverManySegments_NeverLosesAnAcknowledgedRecord()
    {
        // Cuts the newest segment only, at every length, as a crash does; sealing and beginning segments are among the moments.
        await ManySegments();
        var names = await _fixture.Names();
        var files = names.ToDictionary(n => n, n => File.ReadAllBytes(_fixture.PathOf(n)));
        for (var last = 1; last < names.Count; last++)
        {
            for (var length = 0; length <= files[names[last]].Length; length++)
            {
                await RestoreAll(names[..last].Select(n => (n, files[n])).Append((names[last], files[names[last]][..length])));
                var journal = await Journal.Open(_fixture.Store, Folder, Small);
                var found = await Records.ReadAll(journal);
                Assert.Equal(Enumerable.Range(1, found.Count).Select(i => (long)i), found.Select(r => r.FirstSequence));
                Assert.True(found.Count >= RecordsOf(names[..last], files), $"{names[last]} cut at {length}: only {found.Count} records");
                await AssertGoesOn(journal);
            }
        }
    }

    [Fact]
    public async Task Read_SegmentDamagedAfterOpen_IsReported()
    {
        var (_, _, bytes) = await OneSegment();
        var journal = await Journal.Open(_fixture.Store, Folder);
        bytes[60] ^= 1;
        await File.WriteAllBytesAsync(_fixture.PathOf("j/0000000001.journal"), bytes);
        await Assert.ThrowsAsync<CorruptBlobException>(() => Records.ReadAll(journal));
    }

    public void Dispose() => _fixture.Dispose();

    private async Task<(List<JournalRecord> Records, List<int> Ends, byte[] Bytes)> OneSegment()
    {
        var records = Records.Make([2, 1, 3], width: 2);
        var journal = await Journal.Open(_fixture.Store, Folder);
        var ends = new List<int>();
        foreach (var record in records)
        {
            await journal.Append(record);
            ends.Add((int)new FileInfo(_fixture.PathOf("j/0000000001.journal")).Length);
        }
        return (records, ends, await File.ReadAllBytesAsync(_fixture.PathOf("j/0000000001.journal")));
    }

    private async Task ManySegments()
    {
        var journal = await Journal.Open(_fixture.Store, Folder, Small);
        for (var i = 1; i <= 12; i++) await journal.Append(Records.One(i));
        Assert.InRange((await _fixture.Names()).Count, 4, 12);
    }

    private static int RecordsOf(IEnumerable<string> names, Dictionary<string, byte[]> files) =>
        names.Sum(n => (files[n].Length - (2 * JournalFrame.EmptyBytes)) / (JournalFrame.EmptyBytes + 12));

    private Task Restore(byte[] bytes) => RestoreAll([("j/0000000001.journal", bytes)]);

    private async Task RestoreAll(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        await Journal.Delete(_fixture.Store, Folder);
        foreach (var (name, bytes) in files) await _fixture.Store.Put(name, new MemoryStream(bytes));
    }

    private async Task AssertGoesOn(Journal journal)
    {
        var next = journal.LastSequence + 1;
        await journal.Append(Records.One(next));
        var again = await Journal.Open(_fixture.Store, Folder, Small);
        Assert.Equal(next, again.LastSequence);
        Assert.True(Records.Same(Records.One(next), (await Records.ReadAll(again, next - 1)).Single()));
    }
}
