using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DistributedDL.Learning.Numerics;

/// <summary>Products of small row-major matrices. Operands need a vector's width of room behind their end (<see cref="NativeBuffer"/>).</summary>
internal static unsafe class MatMul
{
    /// <summary><c>y[n, o] = x[n, k] · w[o, k]ᵀ</c>, both contiguous along k.</summary>
    public static void TimesTransposed(float* x, float* w, float* y, int rows, int inner, int columns)
    {
        var whole = inner / Simd.Width * Simd.Width;
        var mask = Simd.Mask(inner - whole);
        for (var row = 0; row < rows; row++, x += inner, y += columns)
        {
            var column = 0;
            for (; column <= columns - 4; column += 4)
                FourDots(x, w + (nint)column * inner, inner, whole, mask, y + column);
            for (; column < columns; column++) y[column] = Dot(x, w + (nint)column * inner, inner, whole, mask);
        }
    }

    /// <summary>
    /// <c>c[m, n] = a · b[k, n]</c> where element (r, k) of a lies at <c>r·rowStride + k·innerStride</c>: with strides (k, 1) the plain
    /// product, with (1, m) the product with a transposed.
    /// </summary>
    public static void Combine(float* a, nint rowStride, nint innerStride, float* b, float* c, int rows, int inner, int columns)
    {
        var row = 0;
        for (; row <= rows - 4; row += 4)
        {
            for (var column = 0; column < columns; column += Simd.Width)
                FourRows(a + row * rowStride, rowStride, innerStride, b + column, c + (nint)row * columns + column, inner, columns, columns - column);
        }
        for (; row < rows; row++)
        {
            for (var column = 0; column < columns; column += Simd.Width)
                OneRow(a + row * rowStride, innerStride, b + column, c + (nint)row * columns + column, inner, columns, columns - column);
        }
    }

    private static void FourDots(float* x, float* w, int inner, int whole, Vector512<float> mask, float* y)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        float* w1 = w + inner, w2 = w1 + inner, w3 = w2 + inner;
        for (var k = 0; k < whole; k += Simd.Width)
        {
            var v = Vector512.Load(x + k);
            s0 = Simd.MultiplyAdd(v, Vector512.Load(w + k), s0);
            s1 = Simd.MultiplyAdd(v, Vector512.Load(w1 + k), s1);
            s2 = Simd.MultiplyAdd(v, Vector512.Load(w2 + k), s2);
            s3 = Simd.MultiplyAdd(v, Vector512.Load(w3 + k), s3);
        }
        if (whole < inner)
        {
            var v = Simd.Load(x + whole, mask);
            s0 = Simd.MultiplyAdd(v, Simd.Load(w + whole, mask), s0);
            s1 = Simd.MultiplyAdd(v, Simd.Load(w1 + whole, mask), s1);
            s2 = Simd.MultiplyAdd(v, Simd.Load(w2 + whole, mask), s2);
            s3 = Simd.MultiplyAdd(v, Simd.Load(w3 + whole, mask), s3);
        }
        y[0] = Vector512.Sum(s0);
        y[1] = Vector512.Sum(s1);
        y[2] = Vector512.Sum(s2);
        y[3] = Vector512.Sum(s3);
    }

    private static float Dot(float* x, float* w, int inner, int whole, Vector512<float> mask)
    {
        var sum = Vector512<float>.Zero;
        for (var k = 0; k < whole; k += Simd.Width) sum = Simd.MultiplyAdd(Vector512.Load(x + k), Vector512.Load(w + k), sum);
        if (whole < inner) sum = Simd.MultiplyAdd(Simd.Load(x + whole, mask), Simd.Load(w + whole, mask), sum);
        return Vector512.Sum(sum);
    }

    private static void FourRows(float* a, nint rowStride, nint innerStride, float* b, float* c, int inner, int columns, int left)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var k = 0; k < inner; k++, a += innerStride, b += columns)
        {
            var v = Vector512.Load(b);
            s0 = Simd.MultiplyAdd(Vector512.Create(a[0]), v, s0);
            s1 = Simd.MultiplyAdd(Vector512.Create(a[rowStride]), v, s1);
            s2 = Simd.MultiplyAdd(Vector512.Create(a[2 * rowStride]), v, s2);
            s3 = Simd.MultiplyAdd(Vector512.Create(a[3 * rowStride]), v, s3);
        }
        StoreUpTo(s0, c, left);
        StoreUpTo(s1, c + columns, left);
        StoreUpTo(s2, c + 2 * (nint)columns, left);
        StoreUpTo(s3, c + 3 * (nint)columns, left);
    }

    private static void OneRow(float* a, nint innerStride, float* b, float* c, int inner, int columns, int left)
    {
        var sum = Vector512<float>.Zero;
        for (var k = 0; k < inner; k++, a += innerStride, b += columns)
            sum = Simd.MultiplyAdd(Vector512.Create(*a), Vector512.Load(b), sum);
        StoreUpTo(sum, c, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreUpTo(Vector512<float> value, float* to, int left)
    {
        if (left >= Simd.Width) value.Store(to);
        else Simd.Store(value, to, Simd.Mask(left));
    }
}
