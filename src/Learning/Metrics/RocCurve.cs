namespace DistributedDL.Learning.Metrics;

/// <summary>The receiver operating characteristic of a score.</summary>
internal static class RocCurve
{
    /// <summary>
    /// The area under it: the chance that an example of the class scores above one of another, a tie counting half
    /// (Hanley and McNeil, 1982). By ranks, in one sort.
    /// </summary>
    /// <returns>Null when all examples are of the class, or none.</returns>
    public static double? Area(ReadOnlySpan<float> scores, ReadOnlySpan<int> classes, int positive)
    {
        var sorted = scores.ToArray();
        var isPositive = new bool[sorted.Length];
        for (var i = 0; i < isPositive.Length; i++) isPositive[i] = classes[i] == positive;
        Array.Sort(sorted, isPositive);
        double rankSum = 0;
        long positives = 0;
        for (var begin = 0; begin < sorted.Length;)
        {
            var end = begin;
            var tied = 0;
            for (; end < sorted.Length && sorted[end].Equals(sorted[begin]); end++) tied += isPositive[end] ? 1 : 0;
            rankSum += tied * ((begin + 1 + end) / 2.0);
            positives += tied;
            begin = end;
        }
        var negatives = sorted.Length - positives;
        return positives == 0 || negatives == 0 ? null : (rankSum - positives * (positives + 1) / 2.0) / ((double)positives * negatives);
    }
}
