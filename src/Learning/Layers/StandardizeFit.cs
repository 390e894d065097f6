using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers;

/// <summary>
/// Mean and population standard deviation of each feature, in double precision, by sums of differences from the first example
/// (Chan, Golub, LeVeque 1983). A constant feature gets the deviation 1, as in scikit-learn's StandardScaler.
/// </summary>
internal sealed class StandardizeFit(Parameter mean, Parameter std, int width) : IFit
{
    private readonly double[] shift = new double[width];
    private readonly double[] sum = new double[width];
    private readonly double[] squares = new double[width];
    private long count;

    public void Add(ReadOnlySpan<float> input, int examples)
    {
        if (count == 0)
        {
            for (var i = 0; i < width; i++) shift[i] = input[i];
        }
        for (var row = 0; row < examples; row++)
        {
            var values = input.Slice(row * width, width);
            for (var i = 0; i < values.Length; i++)
            {
                var difference = values[i] - shift[i];
                sum[i] += difference;
                squares[i] += difference * difference;
            }
        }
        count += examples;
    }

    public void Complete()
    {
        for (var i = 0; i < width; i++)
        {
            var average = sum[i] / count;
            var variance = squares[i] / count - average * average;
            // What rounding leaves of a constant feature's variance is not a deviation.
            var isConstant = variance <= 1e-14 * (squares[i] / count) || variance <= 0;
            mean.Values[i] = (float)(shift[i] + average);
            std.Values[i] = isConstant ? 1 : (float)Math.Sqrt(variance);
        }
    }
}
