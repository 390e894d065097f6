using System.Runtime.Intrinsics;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Training;

/// <summary>Bytes to floats of the same value.</summary>
internal static class ByteWidening
{
    public static void Widen(ReadOnlySpan<byte> from, Span<float> to)
    {
        var i = 0;
        for (; i <= from.Length - Simd.Width; i += Simd.Width)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(from.Slice(i, Simd.Width)));
            var (first, second) = Vector128.Widen(low);
            var (third, fourth) = Vector128.Widen(high);
            Vector128.ConvertToSingle(first.AsInt32()).CopyTo(to[i..]);
            Vector128.ConvertToSingle(second.AsInt32()).CopyTo(to[(i + 4)..]);
            Vector128.ConvertToSingle(third.AsInt32()).CopyTo(to[(i + 8)..]);
            Vector128.ConvertToSingle(fourth.AsInt32()).CopyTo(to[(i + 12)..]);
        }
        for (; i < from.Length; i++) to[i] = from[i];
    }
}
