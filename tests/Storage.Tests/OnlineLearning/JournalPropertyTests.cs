using CsCheck;
using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.OnlineLearning;
using DistributedDL.Tests.Shared;

namespace DistributedDL.Storage.Tests.OnlineLearning;

/// <summary>
/// Journals of any shape, harmed in any way: opening and reading either gives a prefix of what was acknowledged or reports damage. What is
/// missing is told, but for a cut at the very end, of which a journal cannot know.
/// </summary>
public sealed class JournalPropertyTests : IDisposable
{
    private static readonly Gen<JournalShape> Shapes = Gen.Select(
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3]).Array[1, 25], Gen.Int[150, 700], Gen.Int[0, 24].Array[0, 3],
        (appends, segmentBytes, reopenings) => new JournalShape(appends, segmentBytes, reopenings));

    private static readonly Gen<JournalBlow> Blows =
        Gen.Select(Gen.Enum<JournalHarm>(), Gen.Double.Unit, Gen.Double.Unit, Gen.Byte.Array[1, 40], (harm, where, extent, bytes) => new JournalBlow(harm, where, extent, bytes));

    private readonly StoreFixture _fixture = new(inMemory: true);
    private int _made;

    [Fact]
    public Task Open_AnyHarm_GivesAPrefixOrReports() => Check(iterations: 600);

    [Fact, Trait("Category", "Long")]
    public Task Open_AnyHarmAtLength_GivesAPrefixOrReports() => Check(iterations: 20_000);

    public void Dispose() => _fixture.Dispose();

    private async Task Check(int iterations)
    {
        var (reported, whole, shorter) = (0, 0, 0);
        await Gen.Select(Shapes, Blows.Array[1, 2]).SampleSeeded(iterations, async drawn =>
        {
            var (shape, blows) = drawn;
            var folder = $"j{++_made}";
            var written = await Write(folder, shape);
            var (changed, atTheEnd) = (false, false);
            foreach (var blow in blows)
            {
                var (change, end) = blow.Strike(_fixture.PathOf(folder));
                (changed, atTheEnd) = (changed | change, atTheEnd | end);
            }
            _fixture.Restart();
            try
            {
                var journal = await Journal.Open(_fixture.Store, folder, shape.Options);
                var found = await Records.ReadAll(journal);
                Records.AssertEqual(written[..Math.Min(found.Count, written.Count)], found);
                if (found.Count < written.Count)
                {
                    shorter++;
                    Assert.True(atTheEnd, $"{written.Count - found.Count} of {written.Count} records are missing and nothing was said");
                }
                else whole++;
                await GoesOn(journal, found, folder, shape);
            }
            catch (CorruptBlobException e)
            {
                reported++;
                Assert.True(changed, "nothing was harmed");
                Assert.StartsWith(folder, e.Blob, StringComparison.Ordinal);
            }
            await Journal.Delete(_fixture.Store, folder);
        }, print: drawn => $"{drawn.Item1} {string.Join(", ", drawn.Item2)}");
        // The harm was real, and none of the three outcomes is rare.
        Assert.InRange(reported, iterations / 3, iterations);
        Assert.InRange(shorter, iterations / 50, iterations);
        Assert.InRange(whole, iterations / 50, iterations);
    }

    private async Task<List<JournalRecord>> Write(string folder, JournalShape shape)
    {
        var written = new List<JournalRecord>();
        var journal = await Journal.Open(_fixture.Store, folder, shape.Options);
        var first = 1L;
        foreach (var (i, (records, examples)) in shape.Appends.Index())
        {
            if (shape.Reopenings.Contains(i)) journal = await Journal.Open(_fixture.Store, folder, shape.Options);
            var group = Enumerable.Range(0, records).Select(n => Records.One(first + n * examples, examples)).ToList();
            await journal.Append(group);
            written.AddRange(group);
            first += (long)records * examples;
        }
        return written;
    }

    private async Task GoesOn(Journal journal, List<JournalRecord> found, string folder, JournalShape shape)
    {
        var next = Records.One(journal.LastSequence + 1);
        await journal.Append(next);
        Records.AssertEqual([.. found, next], await Records.ReadAll(await Journal.Open(_fixture.Store, folder, shape.Options)));
    }
}
