namespace DistributedDL.Learning.Metrics;

/// <summary>
/// The metrics that look at all outputs of an example, not at the likeliest class alone: <c>roc_auc</c> and <c>top_3_accuracy</c>,
/// <c>top_5_accuracy</c> where there are more classes than that.
/// </summary>
/// <param name="width">Numbers an example: one a class, or 1 for the second of two classes.</param>
internal sealed class ClassScores(int width, long examples)
{
    /// <summary>800 MB; the area under the curve needs all scores at once, and is left out above.</summary>
    private const long MaxScores = 200_000_000;

    private static readonly int[] Tops = [3, 5];

    private readonly float[][] _scores = width * examples > MaxScores ? [] : [.. Enumerable.Range(0, width).Select(_ => new float[examples])];
    private readonly int[] _classes = new int[examples];
    private readonly long[] _within = new long[Tops.Length];
    private int _count;

    /// <param name="row">Likelihoods of one example.</param>
    public void Add(ReadOnlySpan<float> row, int target)
    {
        for (var i = 0; i < _scores.Length; i++) _scores[i][_count] = row[i];
        _classes[_count++] = target;
        if (width <= Tops[0]) return;
        var above = 0;
        foreach (var score in row) above += score > row[target] ? 1 : 0;
        for (var i = 0; i < Tops.Length; i++) _within[i] += above < Tops[i] ? 1 : 0;
    }

    public void Report(IDictionary<string, double> metrics)
    {
        for (var i = 0; i < Tops.Length; i++)
        {
            if (width > Tops[i]) metrics[$"top_{Tops[i]}_accuracy"] = _count == 0 ? 0 : (double)_within[i] / _count;
        }
        var areas = _scores.Select((column, i) => RocCurve.Area(column.AsSpan(0, _count), _classes, width == 1 ? 1 : i)).OfType<double>().ToArray();
        // One class against the others, averaged over the classes that have examples, as scikit-learn's "ovr" and "macro".
        if (areas.Length > 0) metrics["roc_auc"] = areas.Average();
    }
}
