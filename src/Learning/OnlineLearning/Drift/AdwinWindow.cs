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
    private readonly int _capacity = maxBuckets + 1;
    private readonly double[] _totals = new double[MaxRows * (maxBuckets + 1)];
    private readonly double[] _variances = new double[MaxRows * (maxBuckets + 1)];
    private readonly int[] _counts = new int[MaxRows];

    public int Rows { get; private set; } = 1;

    /// <summary>Values in the window.</summary>
    public double Width { get; private set; }

    public double Total { get; private set; }

    /// <summary>Sum of squared deviations from the mean.</summary>
    public double Squares { get; private set; }

    public int StateSize => 4 + _counts.Length + _totals.Length + _variances.Length;

    /// <summary>Totals of a row's buckets, oldest first.</summary>
    public ReadOnlySpan<double> Totals(int row) => _totals.AsSpan(row * _capacity, _counts[row]);

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
        for (var row = 0; _counts[row] == _capacity; row++) MergeOldest(row);
    }

    /// <summary>Lets the oldest bucket go. The window has more than one.</summary>
    public void DropOldest()
    {
        var row = Rows - 1;
        var place = row * _capacity;
        var length = (double)(1L << row);
        var mean = _totals[place] / length;
        Width -= length;
        Total -= _totals[place];
        var difference = mean - Total / Width;
        Squares -= _variances[place] + length * Width * difference * difference / (length + Width);
        RemoveFirst(row, 1);
        if (_counts[row] == 0 && row > 0) Rows--;
    }

    public void Clear()
    {
        (Rows, Width, Total, Squares) = (1, 0, 0, 0);
        Array.Clear(_counts);
        Array.Clear(_totals);
        Array.Clear(_variances);
    }

    /// <param name="state"><c>[StateSize]</c></param>
    public void Write(Span<double> state)
    {
        (state[0], state[1], state[2], state[3]) = (Rows, Width, Total, Squares);
        for (var row = 0; row < _counts.Length; row++) state[4 + row] = _counts[row];
        _totals.CopyTo(state[(4 + _counts.Length)..]);
        _variances.CopyTo(state[(4 + _counts.Length + _totals.Length)..]);
    }

    /// <inheritdoc cref="Write"/>
    public void Read(ReadOnlySpan<double> state)
    {
        (Rows, Width, Total, Squares) = ((int)state[0], state[1], state[2], state[3]);
        for (var row = 0; row < _counts.Length; row++) _counts[row] = (int)state[4 + row];
        state.Slice(4 + _counts.Length, _totals.Length).CopyTo(_totals);
        state.Slice(4 + _counts.Length + _totals.Length, _variances.Length).CopyTo(_variances);
    }

    private void MergeOldest(int row)
    {
        var place = row * _capacity;
        var length = (double)(1L << row);
        var difference = _totals[place] / length - _totals[place + 1] / length;
        var squares = _variances[place] + _variances[place + 1] + length * 0.5 * difference * difference;
        Push(row + 1, _totals[place] + _totals[place + 1], squares);
        RemoveFirst(row, 2);
        Rows = Math.Max(Rows, row + 2);
    }

    private void Push(int row, double total, double squares)
    {
        var place = row * _capacity + _counts[row]++;
        (_totals[place], _variances[place]) = (total, squares);
    }

    private void RemoveFirst(int row, int buckets)
    {
        var (place, left) = (row * _capacity, _counts[row] - buckets);
        _totals.AsSpan(place + buckets, left).CopyTo(_totals.AsSpan(place));
        _variances.AsSpan(place + buckets, left).CopyTo(_variances.AsSpan(place));
        _totals.AsSpan(place + left, buckets).Clear();
        _variances.AsSpan(place + left, buckets).Clear();
        _counts[row] = left;
    }
}
