namespace DistributedDL.Learning.OnlineLearning.Prequential;

/// <summary>Weighted sums behind the metrics of values; the targets' variance by West, 1979.</summary>
internal struct ValueTotals
{
    /// <summary>Numbers that <see cref="Write"/> writes.</summary>
    public const int Size = 7;

    private double _weights;
    private double _absolute;
    private double _squared;
    private double _targetMean;
    private double _targetSquares;
    private double _absoluteByLast;
    private double _absoluteByMean;

    /// <summary>Mean of the targets; 0 before the first.</summary>
    public readonly double TargetMean => _targetMean;

    public void Add(in ValueOutcome outcome, double weight)
    {
        var error = outcome.Prediction - outcome.Target;
        _weights += weight;
        _absolute += weight * Math.Abs(error);
        _squared += weight * (error * error);
        _absoluteByLast += weight * Math.Abs(outcome.Last - outcome.Target);
        _absoluteByMean += weight * Math.Abs(outcome.Mean - outcome.Target);
        var difference = outcome.Target - _targetMean;
        _targetMean += difference * (weight / _weights);
        _targetSquares += weight * difference * (outcome.Target - _targetMean);
    }

    public void Scale(double scale)
    {
        _weights *= scale;
        _absolute *= scale;
        _squared *= scale;
        _targetSquares *= scale;
        _absoluteByLast *= scale;
        _absoluteByMean *= scale;
    }

    /// <summary>Where all targets are equal R² is 1 without error and 0 with one, as in scikit-learn.</summary>
    public readonly void Report(string suffix, Dictionary<string, double> metrics)
    {
        var divisor = _weights > 0 ? _weights : 1;
        metrics["mae" + suffix] = _absolute / divisor;
        metrics["mse" + suffix] = _squared / divisor;
        metrics["r2" + suffix] = _targetSquares > 0 ? 1 - _squared / _targetSquares : _squared == 0 ? 1 : 0;
        metrics["last_value_mae" + suffix] = _absoluteByLast / divisor;
        metrics["mean_mae" + suffix] = _absoluteByMean / divisor;
    }

    public readonly double[] Write() => [_weights, _absolute, _squared, _targetMean, _targetSquares, _absoluteByLast, _absoluteByMean];

    public void Read(ReadOnlySpan<double> from)
    {
        (_weights, _absolute, _squared, _targetMean, _targetSquares) = (from[0], from[1], from[2], from[3], from[4]);
        (_absoluteByLast, _absoluteByMean) = (from[5], from[6]);
    }
}
