namespace DistributedDL.Learning.OnlineLearning.Prequential;

/// <summary>Weighted sums behind the metrics of values; the targets' variance by West, 1979.</summary>
internal struct ValueTotals
{
    /// <summary>Numbers that <see cref="Write"/> writes.</summary>
    public const int Size = 7;

    private double weights;
    private double absolute;
    private double squared;
    private double targetMean;
    private double targetSquares;
    private double absoluteByLast;
    private double absoluteByMean;

    /// <summary>Mean of the targets; 0 before the first.</summary>
    public readonly double TargetMean => targetMean;

    public void Add(in ValueOutcome outcome, double weight)
    {
        var error = outcome.Prediction - outcome.Target;
        weights += weight;
        absolute += weight * Math.Abs(error);
        squared += weight * (error * error);
        absoluteByLast += weight * Math.Abs(outcome.Last - outcome.Target);
        absoluteByMean += weight * Math.Abs(outcome.Mean - outcome.Target);
        var difference = outcome.Target - targetMean;
        targetMean += difference * (weight / weights);
        targetSquares += weight * difference * (outcome.Target - targetMean);
    }

    public void Scale(double scale)
    {
        weights *= scale;
        absolute *= scale;
        squared *= scale;
        targetSquares *= scale;
        absoluteByLast *= scale;
        absoluteByMean *= scale;
    }

    /// <summary>Where all targets are equal R² is 1 without error and 0 with one, as in scikit-learn.</summary>
    public readonly void Report(string suffix, Dictionary<string, double> metrics)
    {
        var divisor = weights > 0 ? weights : 1;
        metrics["mae" + suffix] = absolute / divisor;
        metrics["mse" + suffix] = squared / divisor;
        metrics["r2" + suffix] = targetSquares > 0 ? 1 - squared / targetSquares : squared == 0 ? 1 : 0;
        metrics["last_value_mae" + suffix] = absoluteByLast / divisor;
        metrics["mean_mae" + suffix] = absoluteByMean / divisor;
    }

    public readonly double[] Write() => [weights, absolute, squared, targetMean, targetSquares, absoluteByLast, absoluteByMean];

    public void Read(ReadOnlySpan<double> from)
    {
        (weights, absolute, squared, targetMean, targetSquares) = (from[0], from[1], from[2], from[3], from[4]);
        (absoluteByLast, absoluteByMean) = (from[5], from[6]);
    }
}
