using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>Between stored numbers and the unit of the data, where the import normalised them.</summary>
internal static class RawUnits
{
    /// <param name="values">Row-major, columns last; changed in place.</param>
    /// <param name="scales">One a column; none where nothing was normalised.</param>
    public static void Restore(Span<float> values, IReadOnlyList<ColumnScale> scales)
    {
        for (var i = 0; i < values.Length && scales.Count > 0; i++)
            values[i] = (float)(values[i] * scales[i % scales.Count].Scale + scales[i % scales.Count].Offset);
    }

    /// <summary>The other way; <paramref name="values"/> stay as they are.</summary>
    public static float[] Normalise(float[] values, IReadOnlyList<ColumnScale> scales) => scales.Count == 0
        ? values
        : [.. values.Select((value, i) => (float)((value - scales[i % scales.Count].Offset) / scales[i % scales.Count].Scale))];

    public static IReadOnlyList<ColumnScale> OfTarget(DatasetVersion version) => version.Target.Scale is { } scale ? [scale] : [];
}
