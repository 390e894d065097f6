using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning.Prequential;

/// <summary>Weighted sums behind the metrics of classes. Counts are doubles, exact to 2^53.</summary>
internal sealed class ClassTotals(int classes)
{
    private const int Sums = 5;

    private double[] _actual = new double[classes];
    private double[] _predicted = new double[classes];
    private double _weights;
    private double _correct;
    private double _losses;
    private double _correctByLast;
    private double _correctByMajority;

    /// <summary>Weight of the examples of each class.</summary>
    public ReadOnlySpan<double> Actual => _actual;

    public void Add(in ClassOutcome outcome, double weight)
    {
        _weights += weight;
        _losses += weight * outcome.Loss;
        _actual[outcome.Actual] += weight;
        _predicted[outcome.Predicted] += weight;
        if (outcome.Predicted == outcome.Actual) _correct += weight;
        if (outcome.LastIsRight) _correctByLast += weight;
        if (outcome.MajorityIsRight) _correctByMajority += weight;
    }

    public void Scale(double scale)
    {
        _weights *= scale;
        _losses *= scale;
        _correct *= scale;
        _correctByLast *= scale;
        _correctByMajority *= scale;
        foreach (ref var value in _actual.AsSpan()) value *= scale;
        foreach (ref var value in _predicted.AsSpan()) value *= scale;
    }

    public void Grow(int classes)
    {
        Array.Resize(ref _actual, classes);
        Array.Resize(ref _predicted, classes);
    }

    public void Report(string suffix, Dictionary<string, double> metrics)
    {
        metrics["accuracy" + suffix] = _correct / _weights;
        metrics["log_loss" + suffix] = _losses / _weights;
        metrics["kappa" + suffix] = Kappa();
        metrics["last_class_accuracy" + suffix] = _correctByLast / _weights;
        metrics["majority_class_accuracy" + suffix] = _correctByMajority / _weights;
    }

    public IEnumerable<NamedTensor> Capture(string name) =>
    [
        StoredTensor.From(name + ".sums", new[] { _weights, _correct, _losses, _correctByLast, _correctByMajority }),
        StoredTensor.From(name + ".actual", _actual),
        StoredTensor.From(name + ".predicted", _predicted),
    ];

    public void Expect(string name, TensorReader reader)
    {
        reader.Expect<double>(name + ".sums", Sums);
        reader.Expect<double>(name + ".actual", _actual.Length);
        reader.Expect<double>(name + ".predicted", _predicted.Length);
    }

    public void Restore(string name, TensorReader reader)
    {
        Span<double> sums = stackalloc double[Sums];
        reader.Copy(name + ".sums", sums);
        (_weights, _correct, _losses, _correctByLast, _correctByMajority) = (sums[0], sums[1], sums[2], sums[3], sums[4]);
        reader.Copy(name + ".actual", _actual.AsSpan());
        reader.Copy(name + ".predicted", _predicted.AsSpan());
    }

    /// <summary>Agreement beyond chance (Cohen, 1960); 0 where chance alone agrees always, as in River.</summary>
    private double Kappa()
    {
        double chance = 0;
        for (var i = 0; i < _actual.Length; i++) chance += _actual[i] / _weights * (_predicted[i] / _weights);
        return chance < 1 ? (_correct / _weights - chance) / (1 - chance) : 0;
    }
}
