using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DistributedDL.Learning.Numerics;

/// <summary>Blocks of <see cref="Product"/> of up to 16 columns; <c>left</c> columns count.</summary>
internal static unsafe class NarrowKernels
{
    public static void SixRows(in Product p, float* a, float* b, float* start, float* c, int left)
    {
        nint row = p.RowStride, inner = p.InnerStride, right = p.RightStride;
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default;
        if (start is not null)
        {
            s0 = Vector512.Load(start);
            s1 = Vector512.Load(start + p.StartStride);
            s2 = Vector512.Load(start + 2 * p.StartStride);
            s3 = Vector512.Load(start + 3 * p.StartStride);
            s4 = Vector512.Load(start + 4 * p.StartStride);
            s5 = Vector512.Load(start + 5 * p.StartStride);
        }
        for (var o = 0; o < p.Outer; o++)
        {
            var at = a + o * p.OuterStride;
            var at3 = at + 3 * row;
            for (var k = 0; k < p.Inner; k++, at += inner, at3 += inner, b += right)
            {
                var v = Vector512.Load(b);
                s0 = Simd.MultiplyAdd(Vector512.Create(*at), v, s0);
                s1 = Simd.MultiplyAdd(Vector512.Create(at[row]), v, s1);
                s2 = Simd.MultiplyAdd(Vector512.Create(at[2 * row]), v, s2);
                s3 = Simd.MultiplyAdd(Vector512.Create(*at3), v, s3);
                s4 = Simd.MultiplyAdd(Vector512.Create(at3[row]), v, s4);
                s5 = Simd.MultiplyAdd(Vector512.Create(at3[2 * row]), v, s5);
            }
        }
        Store(s0, c, left);
        Store(s1, c + p.OutputStride, left);
        Store(s2, c + 2 * p.OutputStride, left);
        Store(s3, c + 3 * p.OutputStride, left);
        Store(s4, c + 4 * p.OutputStride, left);
        Store(s5, c + 5 * p.OutputStride, left);
    }

    public static void OneRow(in Product p, float* a, float* b, float* start, float* c, int left)
    {
        nint inner = p.InnerStride, right = p.RightStride;
        Vector512<float> s0 = default;
        if (start is not null)
        {
            s0 = Vector512.Load(start);
        }
        for (var o = 0; o < p.Outer; o++)
        {
            var at = a + o * p.OuterStride;
            for (var k = 0; k < p.Inner; k++, at += inner, b += right)
            {
                var v = Vector512.Load(b);
                s0 = Simd.MultiplyAdd(Vector512.Create(*at), v, s0);
            }
        }
        Store(s0, c, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> value, float* to, int left)
    {
        if (left >= Simd.Width) value.Store(to);
        else Simd.Store(value, to, Simd.Mask(left));
    }
}
