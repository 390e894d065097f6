using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Scaling;

/// <summary>Size, mean and variance of a column's numbers, one after the other (Welford, Technometrics 4, 1962).</summary>
public sealed class ColumnStatistics
{
    private long _count;
    private double _mean, _squares, _greatest;

    public void Add(float value)
    {
        _greatest = Math.Max(_greatest, Math.Abs((double)value));
        var before = value - _mean;
        _mean += before / ++_count;
        _squares += before * (value - _mean);
    }

    public ColumnScale Scale(Normalisation normalisation) => normalisation is Normalisation.Max
        ? new ColumnScale(0, _greatest > 0 ? _greatest : 1)
        : new ColumnScale(_mean, IsConstant ? 1 : Math.Sqrt(_squares / _count));

    // What rounding leaves of the variance of equal numbers, as scikit-learn's StandardScaler bounds it.
    private bool IsConstant
    {
        get
        {
            const double Epsilon = 2.220446049250313e-16;
            var variance = _squares / _count;
            var rounding = _count * _mean * Epsilon;
            return variance <= _count * Epsilon * variance + rounding * rounding;
        }
    }
}
