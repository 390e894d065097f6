namespace DistributedDL.Learning.Metrics;

/// <summary>Running sums behind the metrics of values; the targets' variance by Welford, 1962.</summary>
internal struct ErrorSums
{
    /// <summary>Numbers that <see cref="Write"/> writes.</summary>
    public const int Size = 5;

    private double count;
    private double absolute;
    private double squared;
    private double targetMean;
    private double targetSquares;

    public void Add(double prediction, double target)
    {
        var error = prediction - target;
        count++;
        absolute += Math.Abs(error);
        squared += error * error;
        var difference = target - targetMean;
        targetMean += difference / count;
        targetSquares += difference * (target - targetMean);
    }

    /// <summary><c>mse</c>, <c>mae</c> and <c>r2</c>. Where all targets are equal R² is 1 without error and 0 with one, as in scikit-learn.</summary>
    public readonly void Report(string prefix, IDictionary<string, double> metrics)
    {
        var examples = Math.Max(count, 1);
        metrics[prefix + "mse"] = squared / examples;
        metrics[prefix + "mae"] = absolute / examples;
        metrics[prefix + "r2"] = targetSquares > 0 ? 1 - squared / targetSquares : squared == 0 ? 1 : 0;
    }

    public readonly double[] Write() => [count, absolute, squared, targetMean, targetSquares];

    /// <summary>Adds what other sums hold: Chan, Golub and LeVeque, 1983, equation 2.1.</summary>
    /// <param name="from">Of <see cref="Write"/>.</param>
    public void Merge(ReadOnlySpan<double> from)
    {
        var other = new ErrorSums();
        other.Read(from);
        if (other.count == 0) return;
        var (all, difference) = (count + other.count, other.targetMean - targetMean);
        targetSquares += other.targetSquares + difference * difference * count * other.count / all;
        targetMean += difference * other.count / all;
        (count, absolute, squared) = (all, absolute + other.absolute, squared + other.squared);
    }

    public void Read(ReadOnlySpan<double> from) =>
        (count, absolute, squared, targetMean, targetSquares) = (from[0], from[1], from[2], from[3], from[4]);
}
