using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DistributedDL.Learning.Numerics;

/// <summary>
/// What the kernels share. All of them count in vectors of 16 floats, also where the hardware's are narrower, so that the
/// order of a sum, and with it the bits, depend on neither the address of a buffer nor its length.
/// </summary>
internal static unsafe class Simd
{
    public const int Width = NativeBuffer.VectorWidth;

    private static readonly Vector512<int> Indices = Vector512<int>.Indices;

    /// <summary>All bits set in the first <paramref name="count"/> places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Mask(int count) => Vector512.LessThan(Indices, Vector512.Create(count)).AsSingle();

    /// <summary>Loads a whole vector and keeps the masked places, others zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* from, Vector512<float> mask) => Vector512.Load(from) & mask;

    /// <summary>Stores the masked places and leaves the others as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, float* to, Vector512<float> mask) =>
        Vector512.ConditionalSelect(mask, value, Vector512.Load(to)).Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        Vector512.FusedMultiplyAdd(a, b, c);

    public static bool AllFinite(ReadOnlySpan<float> values)
    {
        var sum = Vector512<float>.Zero;
        var i = 0;
        for (; i <= values.Length - Width; i += Width)
        {
            // x - x is zero for a finite x and NaN for any other.
            var x = Vector512.Create(values.Slice(i, Width));
            sum += x - x;
        }
        var rest = 0f;
        for (; i < values.Length; i++) rest += values[i] - values[i];
        return Vector512.Sum(sum) + rest == 0;
    }
}
