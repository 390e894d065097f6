using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DistributedDL.Learning.Numerics;

/// <summary>Blocks of <see cref="Product"/> of 17 to 32 columns; <c>left</c> columns count.</summary>
internal static unsafe class WideKernels
{
    public static void SixRows(in Product p, float* a, float* b, float* start, float* c, int left)
    {
        nint row = p.RowStride, inner = p.InnerStride, right = p.RightStride;
        Vector512<float> s0a = default, s0b = default, s1a = default, s1b = default, s2a = default, s2b = default, s3a = default, s3b = default, s4a = default, s4b = default, s5a = default, s5b = default;
        if (start is not null)
        {
            s0a = Vector512.Load(start);
            s0b = Vector512.Load(start + Simd.Width);
            s1a = Vector512.Load(start + p.StartStride);
            s1b = Vector512.Load(start + p.StartStride + Simd.Width);
            s2a = Vector512.Load(start + 2 * p.StartStride);
            s2b = Vector512.Load(start + 2 * p.StartStride + Simd.Width);
            s3a = Vector512.Load(start + 3 * p.StartStride);
            s3b = Vector512.Load(start + 3 * p.StartStride + Simd.Width);
            s4a = Vector512.Load(start + 4 * p.StartStride);
            s4b = Vector512.Load(start + 4 * p.StartStride + Simd.Width);
            s5a = Vector512.Load(start + 5 * p.StartStride);
            s5b = Vector512.Load(start + 5 * p.StartStride + Simd.Width);
        }
        for (var o = 0; o < p.Outer; o++)
        {
            var at = a + o * p.OuterStride;
            var at3 = at + 3 * row;
            for (var k = 0; k < p.Inner; k++, at += inner, at3 += inner, b += right)
            {
                Vector512<float> v = Vector512.Load(b), w = Vector512.Load(b + Simd.Width);
                var x0 = Vector512.Create(*at);
                s0a = Simd.MultiplyAdd(x0, v, s0a);
                s0b = Simd.MultiplyAdd(x0, w, s0b);
                var x1 = Vector512.Create(at[row]);
                s1a = Simd.MultiplyAdd(x1, v, s1a);
                s1b = Simd.MultiplyAdd(x1, w, s1b);
                var x2 = Vector512.Create(at[2 * row]);
                s2a = Simd.MultiplyAdd(x2, v, s2a);
                s2b = Simd.MultiplyAdd(x2, w, s2b);
                var x3 = Vector512.Create(*at3);
                s3a = Simd.MultiplyAdd(x3, v, s3a);
                s3b = Simd.MultiplyAdd(x3, w, s3b);
                var x4 = Vector512.Create(at3[row]);
                s4a = Simd.MultiplyAdd(x4, v, s4a);
                s4b = Simd.MultiplyAdd(x4, w, s4b);
                var x5 = Vector512.Create(at3[2 * row]);
                s5a = Simd.MultiplyAdd(x5, v, s5a);
                s5b = Simd.MultiplyAdd(x5, w, s5b);
            }
        }
        Store(s0a, s0b, c, left);
        Store(s1a, s1b, c + p.OutputStride, left);
        Store(s2a, s2b, c + 2 * p.OutputStride, left);
        Store(s3a, s3b, c + 3 * p.OutputStride, left);
        Store(s4a, s4b, c + 4 * p.OutputStride, left);
        Store(s5a, s5b, c + 5 * p.OutputStride, left);
    }

    public static void ThreeRows(in Product p, float* a, float* b, float* start, float* c, int left)
    {
        nint row = p.RowStride, inner = p.InnerStride, right = p.RightStride;
        Vector512<float> s0a = default, s0b = default, s1a = default, s1b = default, s2a = default, s2b = default;
        if (start is not null)
        {
            s0a = Vector512.Load(start);
            s0b = Vector512.Load(start + Simd.Width);
            s1a = Vector512.Load(start + p.StartStride);
            s1b = Vector512.Load(start + p.StartStride + Simd.Width);
            s2a = Vector512.Load(start + 2 * p.StartStride);
            s2b = Vector512.Load(start + 2 * p.StartStride + Simd.Width);
        }
        for (var o = 0; o < p.Outer; o++)
        {
            var at = a + o * p.OuterStride;
            for (var k = 0; k < p.Inner; k++, at += inner, b += right)
            {
                Vector512<float> v = Vector512.Load(b), w = Vector512.Load(b + Simd.Width);
                var x0 = Vector512.Create(*at);
                s0a = Simd.MultiplyAdd(x0, v, s0a);
                s0b = Simd.MultiplyAdd(x0, w, s0b);
                var x1 = Vector512.Create(at[row]);
                s1a = Simd.MultiplyAdd(x1, v, s1a);
                s1b = Simd.MultiplyAdd(x1, w, s1b);
                var x2 = Vector512.Create(at[2 * row]);
                s2a = Simd.MultiplyAdd(x2, v, s2a);
                s2b = Simd.MultiplyAdd(x2, w, s2b);
            }
        }
        Store(s0a, s0b, c, left);
        Store(s1a, s1b, c + p.OutputStride, left);
        Store(s2a, s2b, c + 2 * p.OutputStride, left);
    }

    public static void OneRow(in Product p, float* a, float* b, float* start, float* c, int left)
    {
        nint inner = p.InnerStride, right = p.RightStride;
        Vector512<float> s0a = default, s0b = default;
        if (start is not null)
        {
            s0a = Vector512.Load(start);
            s0b = Vector512.Load(start + Simd.Width);
        }
        for (var o = 0; o < p.Outer; o++)
        {
            var at = a + o * p.OuterStride;
            for (var k = 0; k < p.Inner; k++, at += inner, b += right)
            {
                Vector512<float> v = Vector512.Load(b), w = Vector512.Load(b + Simd.Width);
                var x0 = Vector512.Create(*at);
                s0a = Simd.MultiplyAdd(x0, v, s0a);
                s0b = Simd.MultiplyAdd(x0, w, s0b);
            }
        }
        Store(s0a, s0b, c, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> first, Vector512<float> second, float* to, int left)
    {
        first.Store(to);
        if (left >= 2 * Simd.Width) second.Store(to + Simd.Width);
        else Simd.Store(second, to + Simd.Width, Simd.Mask(left - Simd.Width));
    }
}
