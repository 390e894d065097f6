using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DistributedDL.Learning.Numerics;

/// <summary>What is done to whole rows of a matrix. Operands need a vector's width of room behind their end.</summary>
internal static unsafe class Rows
{
    /// <summary>Adds each column's sum over the rows to <paramref name="sums"/>.</summary>
    public static void AddColumnSums(float* from, int rows, int columns, float* sums)
    {
        for (var column = 0; column < columns; column += Simd.Width)
        {
            var sum = Vector512<float>.Zero;
            for (var row = 0; row < rows; row++) sum += Vector512.Load(from + (nint)row * columns + column);
            StoreUpTo(sum + Vector512.Load(sums + column), sums + column, columns - column);
        }
    }

    /// <summary>Copies rows of so many columns between places with their own distances.</summary>
    public static void Copy(float* from, nint fromStride, float* to, nint toStride, int rows, int columns)
    {
        for (var row = 0; row < rows; row++, from += fromStride, to += toStride)
            new ReadOnlySpan<float>(from, columns).CopyTo(new Span<float>(to, columns));
    }

    /// <summary>Adds rows of so many columns to others.</summary>
    public static void Add(float* from, nint fromStride, float* to, nint toStride, int rows, int columns)
    {
        for (var row = 0; row < rows; row++, from += fromStride, to += toStride)
        {
            for (var column = 0; column < columns; column += Simd.Width)
                StoreUpTo(Vector512.Load(from + column) + Vector512.Load(to + column), to + column, columns - column);
        }
    }

    /// <summary>Multiplies all values.</summary>
    public static void Scale(Span<float> values, float factor)
    {
        var i = 0;
        for (; i <= values.Length - Simd.Width; i += Simd.Width) (Vector512.Create<float>(values.Slice(i, Simd.Width)) * factor).CopyTo(values[i..]);
        foreach (ref var value in values[i..]) value *= factor;
    }

    /// <summary>Stores the places before the end, which lies <paramref name="left"/> places ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUpTo(Vector512<float> value, float* to, int left)
    {
        if (left >= Simd.Width) value.Store(to);
        else Simd.Store(value, to, Simd.Mask(left));
    }
}
