namespace DistributedDL.Silo.Datasets.Import;

/// <summary>Counts of one part, by the provisional number of each distinct target.</summary>
public sealed class PartTally(string? split, string file, long tailExamples)
{
    private readonly List<long> _counts = [];
    private readonly Queue<int> _tail = new();

    public string? Split { get; } = split;

    public string File { get; } = file;

    public long Examples { get; private set; }

    public void Count(int code)
    {
        Examples++;
        if (tailExamples > 0)
        {
            _tail.Enqueue(code);
            if (_tail.Count > tailExamples) _tail.Dequeue();
        }
        if (code < 0) return;
        while (_counts.Count <= code) _counts.Add(0);
        _counts[code]++;
    }

    /// <param name="classOf">Class index of each provisional number.</param>
    public (long[] All, long[] Tail) ByClass(IReadOnlyList<int> classOf, int classes)
    {
        var (all, tail) = (new long[classes], new long[classes]);
        for (var code = 0; code < _counts.Count; code++) all[classOf[code]] += _counts[code];
        foreach (var code in _tail.Where(code => code >= 0)) tail[classOf[code]]++;
        return (all, tail);
    }
}
