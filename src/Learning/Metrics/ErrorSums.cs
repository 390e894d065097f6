namespace DistributedDL.Learning.Metrics;

/// <summary>Running sums behind the metrics of values; the targets' variance by Welford, 1962.</summary>
internal struct ErrorSums
{
    /// <summary>Numbers that <see cref="Write"/> writes.</summary>
    public const int Size = 5;

    private double _count;
    private double _absolute;
    private double _squared;
    private double _targetMean;
    private double _targetSquares;

    public void Add(double prediction, double target)
    {
        var error = prediction - target;
        _count++;
        _absolute += Math.Abs(error);
        _squared += error * error;
        var difference = target - _targetMean;
        _targetMean += difference / _count;
        _targetSquares += difference * (target - _targetMean);
    }

    /// <summary><c>mse</c>, <c>mae</c> and <c>r2</c>. Where all targets are equal R² is 1 without error and 0 with one, as in scikit-learn.</summary>
    public readonly void Report(string prefix, IDictionary<string, double> metrics)
    {
        var examples = Math.Max(_count, 1);
        metrics[prefix + "mse"] = _squared / examples;
        metrics[prefix + "mae"] = _absolute / examples;
        metrics[prefix + "r2"] = _targetSquares > 0 ? 1 - _squared / _targetSquares : _squared == 0 ? 1 : 0;
    }

    public readonly double[] Write() => [_count, _absolute, _squared, _targetMean, _targetSquares];

    /// <summary>Adds what other sums hold: Chan, Golub and LeVeque, 1983, equation 2.1.</summary>
    /// <param name="from">Of <see cref="Write"/>.</param>
    public void Merge(ReadOnlySpan<double> from)
    {
        var other = new ErrorSums();
        other.Read(from);
        if (other._count == 0) return;
        var (all, difference) = (_count + other._count, other._targetMean - _targetMean);
        _targetSquares += other._targetSquares + difference * difference * _count * other._count / all;
        _targetMean += difference * other._count / all;
        (_count, _absolute, _squared) = (all, _absolute + other._absolute, _squared + other._squared);
    }

    public void Read(ReadOnlySpan<double> from) =>
        (_count, _absolute, _squared, _targetMean, _targetSquares) = (from[0], from[1], from[2], from[3], from[4]);
}
