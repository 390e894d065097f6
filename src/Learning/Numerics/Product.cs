namespace DistributedDL.Learning.Numerics;

/// <summary>
/// <c>c[rows, columns] = start + Σ a · b</c> over strided places, the sum running over <see cref="Outer"/> times <see cref="Inner"/>
/// steps: element (r, o, k) of a lies at <c>r·RowStride + o·OuterStride + k·InnerStride</c>, row o·Inner + k of b at <c>(o·Inner + k)·RightStride</c>.
/// With two levels a convolution reads its windows in place. Each element is one sum in the order of (o, k), whatever the blocking.
/// Operands need a vector's width of room behind their end (<see cref="NativeBuffer"/>).
/// </summary>
internal readonly struct Product()
{
    public required int Rows { get; init; }

    public required int Inner { get; init; }

    public required int Columns { get; init; }

    public required nint RowStride { get; init; }

    public nint InnerStride { get; init; } = 1;

    public int Outer { get; init; } = 1;

    public nint OuterStride { get; init; }

    public required nint RightStride { get; init; }

    public required nint OutputStride { get; init; }

    /// <summary>Distance of the rows that the sums start from; 0 when they all start from the same, as from a bias.</summary>
    public nint StartStride { get; init; }

    /// <param name="start">Null to start from zero; c itself to add to it.</param>
    public unsafe void Run(float* a, float* b, float* start, float* c)
    {
        var column = 0;
        // Two vectors of columns keep 12 sums in registers, which only 32 registers of 512 bits hold.
        if (System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated)
        {
            for (; Columns - column > Simd.Width; column += 2 * Simd.Width)
                WideBlocks(a, b + column, start is null ? null : start + column, start is null ? 0 : StartStride, c + column, Columns - column);
        }
        for (; column < Columns; column += Simd.Width)
            NarrowBlocks(a, b + column, start is null ? null : start + column, start is null ? 0 : StartStride, c + column, Columns - column);
    }

    private unsafe void WideBlocks(float* a, float* b, float* start, nint startStride, float* c, int left)
    {
        var row = 0;
        for (; row <= Rows - 6; row += 6, a += 6 * RowStride, start += 6 * startStride, c += 6 * OutputStride)
            WideKernels.SixRows(this, a, b, start, c, left);
        for (; row <= Rows - 3; row += 3, a += 3 * RowStride, start += 3 * startStride, c += 3 * OutputStride)
            WideKernels.ThreeRows(this, a, b, start, c, left);
        for (; row < Rows; row++, a += RowStride, start += startStride, c += OutputStride)
            WideKernels.OneRow(this, a, b, start, c, left);
    }

    private unsafe void NarrowBlocks(float* a, float* b, float* start, nint startStride, float* c, int left)
    {
        var row = 0;
        for (; row <= Rows - 6; row += 6, a += 6 * RowStride, start += 6 * startStride, c += 6 * OutputStride)
            NarrowKernels.SixRows(this, a, b, start, c, left);
        for (; row < Rows; row++, a += RowStride, start += startStride, c += OutputStride)
            NarrowKernels.OneRow(this, a, b, start, c, left);
    }
}
