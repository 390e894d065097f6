namespace DistributedDL.Silo.Datasets.Import;

/// <summary>The last rows of a sequence, in one piece; says which rows are the target of a window.</summary>
/// <param name="steps">Rows in a window.</param>
/// <param name="stride">Rows from one window's start to the next one's.</param>
public sealed class SlidingWindow(int steps, int stride, int rowBytes)
{
    private readonly byte[] _rows = new byte[checked(2 * steps * rowBytes)];
    private int _held;
    private long _row;

    /// <summary>The <c>steps</c> rows before the next one; valid until it is added.</summary>
    public ReadOnlyMemory<byte> Features => _rows.AsMemory((_held - steps) * rowBytes, steps * rowBytes);

    /// <summary>Whether row <paramref name="row"/>, from 0, is the target of a window.</summary>
    public static bool IsTarget(long row, int steps, int stride) => row >= steps && (row - steps) % stride == 0;

    /// <summary>Whether the row that is added next is the target of <see cref="Features"/>.</summary>
    public bool NextIsTarget => IsTarget(_row, steps, stride);

    public void Add(ReadOnlySpan<byte> row)
    {
        if (_held == 2 * steps)
        {
            _rows.AsSpan(steps * rowBytes).CopyTo(_rows);
            _held = steps;
        }
        row.CopyTo(_rows.AsSpan(_held++ * rowBytes));
        _row++;
    }
}
