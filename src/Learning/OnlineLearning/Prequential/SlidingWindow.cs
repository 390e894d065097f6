using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning.Prequential;

/// <summary>
/// The last examples, a row of numbers each. Sums over it are made anew from its rows, oldest first, when they are asked for: a running sum
/// that adds and subtracts would drift.
/// </summary>
internal sealed class SlidingWindow(int size, int width)
{
    private const string RowsName = "metrics.window";
    private const string SeenName = "metrics.window_seen";

    private readonly double[] _rows = new double[size * width];
    private long _seen;
    private int _next;

    public int Count => (int)Math.Min(_seen, size);

    /// <summary>The oldest row, to be overwritten with the newest; <c>[width]</c>.</summary>
    public Span<double> Push()
    {
        var row = _rows.AsSpan(_next * width, width);
        _next = _next + 1 == size ? 0 : _next + 1;
        _seen++;
        return row;
    }

    /// <param name="age">0 for the oldest.</param>
    public ReadOnlySpan<double> Row(int age)
    {
        var place = _seen <= size ? age : _next + age < size ? _next + age : _next + age - size;
        return _rows.AsSpan(place * width, width);
    }

    public IEnumerable<NamedTensor> Capture() => [StoredTensor.From(RowsName, _rows), StoredTensor.From(SeenName, new[] { _seen })];

    public void Expect(TensorReader reader)
    {
        reader.Expect<double>(RowsName, _rows.Length);
        reader.Expect<long>(SeenName, 1);
    }

    public void Restore(TensorReader reader)
    {
        reader.Copy(RowsName, _rows.AsSpan());
        Span<long> count = [0];
        reader.Copy(SeenName, count);
        (_seen, _next) = (count[0], (int)(count[0] % size));
    }
}
