using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>
/// Page–Hinkley test (Page 1954, Hinkley 1970) for a mean that rises, falls, or either: the sum of deviations from the running mean, less a
/// tolerance, against its extreme so far. Equal to River's <c>drift.PageHinkley</c>, with its forgetting factor.
/// </summary>
internal sealed class PageHinkley(int minInstances, double delta, double threshold, double alpha, bool watchesRise, bool watchesFall) : IDriftDetector
{
    private bool _isDrift;
    private long _count;
    private double _mean;
    private double _rise;
    private double _fall;
    private double _leastRise = double.PositiveInfinity;
    // River begins here and not at minus infinity, so that a first fall counts from -1.
    private double _greatestFall = -1;

    public double Estimate => _mean;

    public bool HasRisen { get; private set; }

    public int StateSize => 7;

    public DriftLevel Add(double value)
    {
        if (_isDrift) Reset();
        _count++;
        _mean += 1.0 / _count * (value - _mean);
        var deviation = value - _mean;
        _rise = alpha * _rise + deviation - delta;
        _fall = alpha * _fall + deviation + delta;
        _leastRise = Math.Min(_leastRise, _rise);
        _greatestFall = Math.Max(_greatestFall, _fall);
        HasRisen = watchesRise && _rise - _leastRise > threshold;
        _isDrift = _count >= minInstances && (HasRisen || (watchesFall && _greatestFall - _fall > threshold));
        return _isDrift ? DriftLevel.Drift : DriftLevel.None;
    }

    public void Write(Span<double> state)
    {
        (state[0], state[1], state[2], state[3]) = (_isDrift ? 1 : 0, _count, _mean, _rise);
        (state[4], state[5], state[6]) = (_fall, _leastRise, _greatestFall);
    }

    public void Read(ReadOnlySpan<double> state)
    {
        (_isDrift, _count, _mean, _rise) = (state[0] != 0, (long)state[1], state[2], state[3]);
        (_fall, _leastRise, _greatestFall) = (state[4], state[5], state[6]);
    }

    private void Reset()
    {
        (_isDrift, _count, _mean, _rise, _fall) = (false, 0, 0, 0, 0);
        (_leastRise, _greatestFall) = (double.PositiveInfinity, -1);
    }
}

/// <summary><c>page_hinkley: { min_instances?, delta?, threshold?, alpha?, mode? }</c></summary>
internal sealed class PageHinkleyKind : IDriftDetectorKind
{
    private static readonly string[] Modes = ["up", "down", "both"];

    public string Name => "page_hinkley";

    public bool IsBinary => false;

    public IDriftDetector Bind(SpecBinder binder)
    {
        var minInstances = binder.Int("min_instances", 1, 1_000_000_000, 30);
        var delta = binder.Double("delta", 0, 1e9, 0.005);
        var threshold = binder.Double("threshold", 0, 1e12, 50);
        var alpha = binder.Double("alpha", 0, 1, 0.9999);
        var mode = binder.Choice("mode", name => Array.Find(Modes, known => known == name), string.Join(", ", Modes), "both");
        return new PageHinkley(minInstances, delta, threshold, alpha, watchesRise: mode != "down", watchesFall: mode != "up");
    }
}
