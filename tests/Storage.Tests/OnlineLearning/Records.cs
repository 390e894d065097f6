using System.Runtime.InteropServices;
using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Storage.Tests.OnlineLearning;

internal static class Records
{
    /// <summary>Records of these many examples, in sequence from 1.</summary>
    public static List<JournalRecord> Make(int[] examples, int width)
    {
        var random = new Random(width);
        long next = 1;
        var records = new List<JournalRecord>();
        foreach (var count in examples)
        {
            records.Add(new JournalRecord(next, Floats(count * width), Floats(count)));
            next += count;
        }
        return records;

        float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    public static JournalRecord One(long first) => new(first, new float[] { first, -first }, new float[] { first });

    public static JournalRecord One(long first, int examples) => new(
        first, Enumerable.Range(0, 2 * examples).Select(i => first + 0.5f * i).ToArray(), Enumerable.Range(0, examples).Select(i => (float)(first + i)).ToArray());

    public static async Task<List<JournalRecord>> ReadAll(Journal journal, long after = 0)
    {
        var records = new List<JournalRecord>();
        await foreach (var record in journal.Read(after)) records.Add(record);
        return records;
    }

    public static void AssertEqual(IReadOnlyList<JournalRecord> expected, IReadOnlyList<JournalRecord> found)
    {
        Assert.Equal(expected.Count, found.Count);
        for (var i = 0; i < expected.Count; i++) Assert.True(Same(expected[i], found[i]), $"record {i} of {expected.Count} differs");
    }

    public static bool Same(JournalRecord a, JournalRecord b) =>
        a.FirstSequence == b.FirstSequence
        && MemoryMarshal.AsBytes(a.Features.Span).SequenceEqual(MemoryMarshal.AsBytes(b.Features.Span))
        && MemoryMarshal.AsBytes(a.Targets.Span).SequenceEqual(MemoryMarshal.AsBytes(b.Targets.Span));
}
