using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>
/// Drift Detection Method (Gama, Medas, Castillo, Rodrigues 2004): an error rate p with deviation s = √(p (1 − p) / n) that leaves its least
/// value by so many of the deviations of then. Equal to River's <c>drift.binary.DDM</c>.
/// </summary>
internal sealed class Ddm(int warmStart, double warningThreshold, double driftThreshold) : IDriftDetector
{
    private DriftLevel level;
    private long count;
    private double rate;
    private double leastRate = double.PositiveInfinity;
    private double leastDeviation = double.PositiveInfinity;
    private double leastSum = double.PositiveInfinity;

    public double Estimate => rate;

    public bool HasRisen => true;

    public int StateSize => 6;

    public DriftLevel Add(double value)
    {
        if (level == DriftLevel.Drift) Reset();
        count++;
        rate += 1.0 / count * (value - rate);
        var deviation = Math.Sqrt(rate * (1 - rate) / count);
        if (count <= warmStart) return level;
        var sum = rate + deviation;
        if (sum <= leastSum)
        {
            (leastRate, leastDeviation) = (rate, deviation);
            leastSum = leastRate + leastDeviation;
        }
        return level = sum > leastRate + driftThreshold * leastDeviation ? DriftLevel.Drift
            : sum > leastRate + warningThreshold * leastDeviation ? DriftLevel.Warning
            : DriftLevel.None;
    }

    public void Write(Span<double> state)
    {
        (state[0], state[1], state[2]) = ((int)level, count, rate);
        (state[3], state[4], state[5]) = (leastRate, leastDeviation, leastSum);
    }

    public void Read(ReadOnlySpan<double> state)
    {
        (level, count, rate) = ((DriftLevel)(int)state[0], (long)state[1], state[2]);
        (leastRate, leastDeviation, leastSum) = (state[3], state[4], state[5]);
    }

    private void Reset()
    {
        (level, count, rate) = (DriftLevel.None, 0, 0);
        leastRate = leastDeviation = leastSum = double.PositiveInfinity;
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
