using DistributedDL.Learning.Numerics;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.Numerics;

public sealed unsafe class MatMulTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 9, 1)]
    [InlineData(4, 16, 4)]
    [InlineData(5, 17, 7)]
    [InlineData(7, 33, 18)]
    [InlineData(32, 2, 25)]
    [InlineData(9, 50, 31)]
    public void Products_AnyTail_EqualDoublePrecision(int rows, int inner, int columns)
    {
        using var x = Filled(rows * inner, 1);
        using var w = Filled(columns * inner, 2);
        using var y = Filled(rows * columns, 3);

        MatMul.TimesTransposed(x.Pointer, w.Pointer, y.Pointer, rows, inner, columns);
        Near.All(Expect(rows, columns, inner, (r, c, k) => (double)x.Span[r * inner + k] * w.Span[c * inner + k]), y.Span, 1e-6);

        using var b = Filled(inner * columns, 4);
        MatMul.Combine(x.Pointer, inner, 1, b.Pointer, y.Pointer, rows, inner, columns);
        Near.All(Expect(rows, columns, inner, (r, c, k) => (double)x.Span[r * inner + k] * b.Span[k * columns + c]), y.Span, 1e-6);

        using var t = Filled(inner * rows, 5);
        MatMul.Combine(t.Pointer, 1, rows, b.Pointer, y.Pointer, rows, inner, columns);
        Near.All(Expect(rows, columns, inner, (r, c, k) => (double)t.Span[k * rows + r] * b.Span[k * columns + c]), y.Span, 1e-6);
    }

    [Fact]
    public void Products_RoomBehindTheOperandsNotFinite_ReachesNoResult()
    {
        using var x = Filled(2 * 5, 1, float.NaN);
        using var w = Filled(3 * 5, 2, float.NaN);
        using var y = new NativeBuffer(2 * 3);

        MatMul.TimesTransposed(x.Pointer, w.Pointer, y.Pointer, 2, 5, 3);
        Assert.True(Simd.AllFinite(y.Span));

        using var b = Filled(5 * 3, 3, float.NaN);
        MatMul.Combine(x.Pointer, 5, 1, b.Pointer, y.Pointer, 2, 5, 3);
        Assert.True(Simd.AllFinite(y.Span));
        Assert.Equal(0f, y.Pointer[6]);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void AllFinite_OneThatIsNot_IsFound(float value)
    {
        for (var place = 0; place < 37; place++)
        {
            var values = Examples.Floats(37, 1);
            Assert.True(Simd.AllFinite(values));
            values[place] = value;
            Assert.False(Simd.AllFinite(values));
        }
    }

    private static NativeBuffer Filled(int length, int seed, float behind = 0)
    {
        var buffer = new NativeBuffer(length);
        Examples.Floats(length, seed).CopyTo(buffer.Span);
        new Span<float>(buffer.Pointer + length, Simd.Width).Fill(behind);
        return buffer;
    }

    private static float[] Expect(int rows, int columns, int inner, Func<int, int, int, double> product) =>
        [.. from r in Enumerable.Range(0, rows) from c in Enumerable.Range(0, columns) select (float)Enumerable.Range(0, inner).Sum(k => product(r, c, k))];
}
