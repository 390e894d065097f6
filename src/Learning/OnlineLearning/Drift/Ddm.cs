using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>
/// Drift Detection Method (Gama, Medas, Castillo, Rodrigues 2004): an error rate p with deviation s = √(p (1 − p) / n) that leaves its least
/// value by so many of the deviations of then. Equal to River's <c>drift.binary.DDM</c>.
/// </summary>
internal sealed class Ddm(int warmStart, double warningThreshold, double driftThreshold) : IDriftDetector
{
    private DriftLevel _level;
    private long _count;
    private double _rate;
    private double _leastRate = double.PositiveInfinity;
    private double _leastDeviation = double.PositiveInfinity;
    private double _leastSum = double.PositiveInfinity;

    public double Estimate => _rate;

    public bool HasRisen => true;

    public int StateSize => 6;

    public DriftLevel Add(double value)
    {
        if (_level == DriftLevel.Drift) Reset();
        _count++;
        _rate += 1.0 / _count * (value - _rate);
        var deviation = Math.Sqrt(_rate * (1 - _rate) / _count);
        if (_count <= warmStart) return _level;
        var sum = _rate + deviation;
        if (sum <= _leastSum)
        {
            (_leastRate, _leastDeviation) = (_rate, deviation);
            _leastSum = _leastRate + _leastDeviation;
        }
        return _level = sum > _leastRate + driftThreshold * _leastDeviation ? DriftLevel.Drift
            : sum > _leastRate + warningThreshold * _leastDeviation ? DriftLevel.Warning
            : DriftLevel.None;
    }

    public void Write(Span<double> state)
    {
        (state[0], state[1], state[2]) = ((int)_level, _count, _rate);
        (state[3], state[4], state[5]) = (_leastRate, _leastDeviation, _leastSum);
    }

    public void Read(ReadOnlySpan<double> state)
    {
        (_level, _count, _rate) = ((DriftLevel)(int)state[0], (long)state[1], state[2]);
        (_leastRate, _leastDeviation, _leastSum) = (state[3], state[4], state[5]);
    }

    private void Reset()
    {
        (_level, _count, _rate) = (DriftLevel.None, 0, 0);
        _leastRate = _leastDeviation = _leastSum = double.PositiveInfinity;
    }
}

/// <summary><c>ddm: { warm_start?, warning_threshold?, drift_threshold? }</c></summary>
internal sealed class DdmKind : IDriftDetectorKind
{
    public string Name => "ddm";

    public bool IsBinary => true;

    public IDriftDetector Bind(SpecBinder binder)
    {
        var warmStart = binder.Int("warm_start", 1, 1_000_000_000, 30);
        var warning = binder.Double("warning_threshold", 0, 1e6, 2);
        var drift = binder.Double("drift_threshold", 0, 1e6, 3);
        if (drift < warning) binder.Fault("drift_threshold", FormattableString.Invariant($"{drift} is below warning_threshold, {warning}"));
        return new Ddm(warmStart, warning, drift);
    }
}
