using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers;

/// <summary>
/// Mean and population standard deviation of each feature, in double precision, by sums of differences from the first example
/// (Chan, Golub, LeVeque 1983). A constant feature gets the deviation 1, as in scikit-learn's StandardScaler.
/// </summary>
internal sealed class StandardizeFit(Parameter mean, Parameter std, int width) : IFit
{
    private readonly double[] _shift = new double[width];
    private readonly double[] _sum = new double[width];
    private readonly double[] _squares = new double[width];
    private long _count;

    public void Add(ReadOnlySpan<float> input, int examples)
    {
        if (_count == 0)
        {
            for (var i = 0; i < width; i++) _shift[i] = input[i];
        }
        for (var row = 0; row < examples; row++)
        {
            var values = input.Slice(row * width, width);
            for (var i = 0; i < values.Length; i++)
            {
                var difference = values[i] - _shift[i];
                _sum[i] += difference;
                _squares[i] += difference * difference;
            }
        }
        _count += examples;
    }

    public void Complete()
    {
        for (var i = 0; i < width; i++)
        {
            var average = _sum[i] / _count;
            var variance = _squares[i] / _count - average * average;
            // What rounding leaves of a constant feature's variance is not a deviation.
            var isConstant = variance <= 1e-14 * (_squares[i] / _count) || variance <= 0;
            mean.Values[i] = (float)(_shift[i] + average);
            std.Values[i] = isConstant ? 1 : (float)Math.Sqrt(variance);
        }
    }
}
