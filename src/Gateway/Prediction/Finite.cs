using System.Numerics;
using System.Runtime.InteropServices;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Gateway.Prediction;

/// <summary>Finds NaN and infinity among features.</summary>
internal static class Finite
{
    private const int ExponentMask = 0x7F80_0000;
    private const int MaxViolations = 1_000;

    public static void Check(string field, ReadOnlySpan<float> values, List<FieldViolation> violations)
    {
        for (var i = IndexOfOther(values, 0); i >= 0 && violations.Count < MaxViolations; i = IndexOfOther(values, i + 1))
            violations.Add(new($"{field}[{i}]", $"{values[i]} is not a finite number"));
    }

    /// <returns>Index of the first value at or after <paramref name="from"/> that is not finite; -1 when there is none.</returns>
    internal static int IndexOfOther(ReadOnlySpan<float> values, int from)
    {
        var bits = MemoryMarshal.Cast<float, int>(values);
        var mask = new Vector<int>(ExponentMask);
        var i = from;
        for (; i <= bits.Length - Vector<int>.Count; i += Vector<int>.Count)
            if (Vector.EqualsAny(new Vector<int>(bits[i..]) & mask, mask))
                break;
        for (; i < bits.Length; i++)
            if ((bits[i] & ExponentMask) == ExponentMask)
                return i;
        return -1;
    }
}
