using System.Globalization;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Silo.Prediction;

/// <summary>Checks features that a caller gave, row-major <c>[rows, width]</c>.</summary>
internal static class FeatureRows
{
    private const int MostFaults = 10;

    /// <returns>Number of rows, at least 1.</returns>
    /// <exception cref="InvalidArgumentException">Not whole rows, or not finite; names row and column of the first such numbers, counted from 0.</exception>
    public static int Check(ReadOnlySpan<float> features, int width, string subject)
    {
        if (features.Length == 0 || features.Length % width != 0)
            throw new InvalidArgumentException("features", $"{features.Length} numbers given; {subject} takes rows of {width}");
        var faults = new List<FieldViolation>();
        CheckFinite(features, width, faults);
        InvalidArgumentException.ThrowIfAny(faults);
        return features.Length / width;
    }

    public static void CheckFinite(ReadOnlySpan<float> features, int width, List<FieldViolation> faults)
    {
        for (var i = 0; i < features.Length; i++)
        {
            if (float.IsFinite(features[i])) continue;
            faults.Add(new($"features[{i}]", string.Create(CultureInfo.InvariantCulture, $"{features[i]} in row {i / width}, column {i % width} is not a finite number")));
            if (faults.Count == MostFaults) return;
        }
    }
}
