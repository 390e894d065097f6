using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning.Standardization;

/// <summary>
/// Mean and deviation of each feature over the examples seen so far (Welford 1962), in double, written into the network's first layer: so a
/// snapshot of the network serves alone. The deviation is that of the population, as River's and scikit-learn's StandardScaler; 1 for a
/// feature that has not varied.
/// </summary>
internal sealed class RunningStandardizer(int width)
{
    private const float MinNormal = 1.17549435e-38f;
    private const string CountName = "standardizer.count";
    private const string MeansName = "standardizer.means";
    private const string SquaresName = "standardizer.squares";

    private readonly double[] _means = new double[width];

    /// <summary>Sums of squared distances from the mean.</summary>
    private readonly double[] _squares = new double[width];
    private long _count;

    public static RunningStandardizer? Bind(Network network, List<FieldViolation> violations)
    {
        var first = network.Layers[0];
        if (first is StandardizeLayer) return new RunningStandardizer(network.InputWidth);
        violations.Add(new("standardize", $"the first layer, '{first.Name}', is of kind {first.Kind}; put \"standardize\" before it in the model's architecture"));
        return null;
    }

    /// <param name="features"><c>[examples, width]</c>, finite.</param>
    public void Add(ReadOnlySpan<float> features)
    {
        for (var at = 0; at < features.Length; at += width)
        {
            _count++;
            for (var i = 0; i < width; i++)
            {
                var before = features[at + i] - _means[i];
                _means[i] += before / _count;
                _squares[i] += before * (features[at + i] - _means[i]);
            }
        }
    }

    /// <summary>Before the first example the layer stays as it is.</summary>
    public void Write(Network network)
    {
        if (_count == 0) return;
        var parameters = network.Parameters.Of(network.Layers[0]);
        var toMeans = parameters[0].Values;
        var toDeviations = parameters[1].Values;
        for (var i = 0; i < width; i++)
        {
            var deviation = (float)Math.Sqrt(_squares[i] / _count);
            (toMeans[i], toDeviations[i]) = ((float)_means[i], deviation >= MinNormal ? deviation : 1);
        }
    }

    public IEnumerable<NamedTensor> Capture() =>
        [StoredTensor.From(CountName, new[] { _count }), StoredTensor.From(MeansName, _means), StoredTensor.From(SquaresName, _squares)];

    public void Expect(TensorReader reader)
    {
        reader.Expect<long>(CountName, 1);
        reader.Expect<double>(MeansName, width);
        reader.Expect<double>(SquaresName, width);
    }

    public void Restore(TensorReader reader)
    {
        Span<long> stored = [0];
        reader.Copy(CountName, stored);
        _count = stored[0];
        reader.Copy(MeansName, _means.AsSpan());
        reader.Copy(SquaresName, _squares.AsSpan());
    }
}
