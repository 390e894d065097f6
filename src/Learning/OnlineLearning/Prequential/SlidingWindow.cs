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

    private readonly double[] rows = new double[size * width];
    private long seen;
    private int next;

    public int Count => (int)Math.Min(seen, size);

    /// <summary>The oldest row, to be overwritten with the newest; <c>[width]</c>.</summary>
    public Span<double> Push()
    {
        var row = rows.AsSpan(next * width, width);
        next = next + 1 == size ? 0 : next + 1;
        seen++;
        return row;
    }

    /// <param name="age">0 for the oldest.</param>
    public ReadOnlySpan<double> Row(int age)
    {
        var place = seen <= size ? age : next + age < size ? next + age : next + age - size;
        return rows.AsSpan(place * width, width);
    }

    public IEnumerable<NamedTensor> Capture() => [StoredTensor.From(RowsName, rows), StoredTensor.From(SeenName, new[] { seen })];

    public void Expect(TensorReader reader)
    {
        reader.Expect<double>(RowsName, rows.Length);
        reader.Expect<long>(SeenName, 1);
    }

    public void Restore(TensorReader reader)
    {
        reader.Copy(RowsName, rows.AsSpan());
        Span<long> count = [0];
        reader.Copy(SeenName, count);
        (seen, next) = (count[0], (int)(count[0] % size));
    }
}
