namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>
/// ADWIN's window as an exponential histogram: row r holds up to <c>maxBuckets</c> buckets of 2^r values each, oldest first, each as a total
/// and a sum of squared deviations (Babcock, Datar, Motwani, O'Callaghan 2003).
/// </summary>
internal sealed class AdwinWindow(int maxBuckets)
{
    /// <summary>Room for more than 2^40 values.</summary>
    private const int MaxRows = 41;

    // One more than stay, for the bucket that makes a row overflow.
    private readonly int capacity = maxBuckets + 1;
    private readonly double[] totals = new double[MaxRows * (maxBuckets + 1)];
    private readonly double[] variances = new double[MaxRows * (maxBuckets + 1)];
    private readonly int[] counts = new int[MaxRows];

    public int Rows { get; private set; } = 1;

    /// <summary>Values in the window.</summary>
    public double Width { get; private set; }

    public double Total { get; private set; }

    /// <summary>Sum of squared deviations from the mean.</summary>
    public double Squares { get; private set; }

    public int StateSize => 4 + counts.Length + totals.Length + variances.Length;

    /// <summary>Totals of a row's buckets, oldest first.</summary>
    public ReadOnlySpan<double> Totals(int row) => totals.AsSpan(row * capacity, counts[row]);

    public void Add(double value)
    {
        Push(0, value, 0);
        Width++;
        if (Width > 1)
        {
            var difference = value - Total / (Width - 1);
            Squares += (Width - 1) * difference * difference / Width;
        }
        Total += value;
        for (var row = 0; counts[row] == capacity; row++) MergeOldest(row);
    }

    /// <summary>Lets the oldest bucket go. The window has more than one.</summary>
    public void DropOldest()
    {
        var row = Rows - 1;
        var place = row * capacity;
        var length = (double)(1L << row);
        var mean = totals[place] / length;
        Width -= length;
        Total -= totals[place];
        var difference = mean - Total / Width;
        Squares -= variances[place] + length * Width * difference * difference / (length + Width);
        RemoveFirst(row, 1);
        if (counts[row] == 0 && row > 0) Rows--;
    }

    public void Clear()
    {
        (Rows, Width, Total, Squares) = (1, 0, 0, 0);
        Array.Clear(counts);
        Array.Clear(totals);
        Array.Clear(variances);
    }

    /// <param name="state"><c>[StateSize]</c></param>
    public void Write(Span<double> state)
    {
        (state[0], state[1], state[2], state[3]) = (Rows, Width, Total, Squares);
        for (var row = 0; row < counts.Length; row++) state[4 + row] = counts[row];
        totals.CopyTo(state[(4 + counts.Length)..]);
        variances.CopyTo(state[(4 + counts.Length + totals.Length)..]);
    }

    /// <inheritdoc cref="Write"/>
    public void Read(ReadOnlySpan<double> state)
    {
        (Rows, Width, Total, Squares) = ((int)state[0], state[1], state[2], state[3]);
        for (var row = 0; row < counts.Length; row++) counts[row] = (int)state[4 + row];
        state.Slice(4 + counts.Length, totals.Length).CopyTo(totals);
        state.Slice(4 + counts.Length + totals.Length, variances.Length).CopyTo(variances);
    }

    private void MergeOldest(int row)
    {
        var place = row * capacity;
        var length = (double)(1L << row);
        var difference = totals[place] / length - totals[place + 1] / length;
        var squares = variances[place] + variances[place + 1] + length * 0.5 * difference * difference;
        Push(row + 1, totals[place] + totals[place + 1], squares);
        RemoveFirst(row, 2);
        Rows = Math.Max(Rows, row + 2);
    }

    private void Push(int row, double total, double squares)
    {
        var place = row * capacity + counts[row]++;
        (totals[place], variances[place]) = (total, squares);
    }

    private void RemoveFirst(int row, int buckets)
    {
        var (place, left) = (row * capacity, counts[row] - buckets);
        totals.AsSpan(place + buckets, left).CopyTo(totals.AsSpan(place));
        variances.AsSpan(place + buckets, left).CopyTo(variances.AsSpan(place));
        totals.AsSpan(place + left, buckets).Clear();
        variances.AsSpan(place + left, buckets).Clear();
        counts[row] = left;
    }
}
