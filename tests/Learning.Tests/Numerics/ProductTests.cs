using DistributedDL.Learning.Numerics;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.Numerics;

public sealed unsafe class ProductTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(5, 1, 7, 3)]
    [InlineData(6, 2, 4, 16)]
    [InlineData(13, 3, 5, 17)]
    [InlineData(22, 3, 9, 32)]
    [InlineData(16, 2, 3, 75)]
    public void Run_AnySize_IsTheSumOfProductsAndTouchesNothingElse(int rows, int outer, int inner, int columns)
    {
        const int Around = 3;
        var (rightStride, outputStride) = (columns + 2, columns + Around);
        using var a = Filled(rows * outer * inner * 2, 1);
        using var b = Filled(outer * inner * rightStride, 2);
        using var start = Filled(columns, 3);
        using var c = Filled(rows * outputStride, 4);
        var before = c.Span.ToArray();
        // Rows at distance 1 and steps at distance rows: the transposed product.
        var product = new Product
        {
            Rows = rows, RowStride = 1, Outer = outer, OuterStride = (nint)rows * inner, Inner = inner, InnerStride = rows,
            Columns = columns, RightStride = rightStride, OutputStride = outputStride,
        };

        product.Run(a.Pointer, b.Pointer, start.Pointer, c.Pointer);

        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < outputStride; column++)
            {
                var expected = before[row * outputStride + column];
                if (column < columns)
                {
                    var sum = (double)start.Span[column];
                    for (var k = 0; k < outer * inner; k++) sum += (double)a.Span[k * rows + row] * b.Span[k * rightStride + column];
                    expected = (float)sum;
                }
                Near.One(expected, c.Span[row * outputStride + column], 1e-5, $"{row}, {column}");
            }
        }
    }

    [Fact]
    public void Run_FromItself_Adds()
    {
        using var a = Filled(7 * 4, 1);
        using var b = Filled(4 * 20, 2);
        using var once = new NativeBuffer(7 * 20);
        using var twice = new NativeBuffer(7 * 20);
        var product = new Product { Rows = 7, RowStride = 4, Inner = 4, Columns = 20, RightStride = 20, OutputStride = 20, StartStride = 20 };

        product.Run(a.Pointer, b.Pointer, null, once.Pointer);
        product.Run(a.Pointer, b.Pointer, null, twice.Pointer);
        product.Run(a.Pointer, b.Pointer, twice.Pointer, twice.Pointer);

        Near.All([.. once.Span.ToArray().Select(value => 2 * value)], twice.Span, 1e-6);
    }

    private static NativeBuffer Filled(int length, int seed)
    {
        var buffer = new NativeBuffer(length);
        Examples.Floats(length, seed).CopyTo(buffer.Span);
        return buffer;
    }
}
