using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>
/// Adaptive windowing (Bifet and Gavaldà 2007): the window loses its oldest part while two of its parts have means that differ by more than
/// chance allows with confidence 1 − δ. Equal to River's <c>drift.ADWIN</c>.
/// </summary>
internal sealed class Adwin(double delta, int clock, int maxBuckets, int minWindowLength, int gracePeriod) : IDriftDetector
{
    private readonly AdwinWindow _window = new(maxBuckets);
    private bool _isDrift;
    private long _ticks;

    public double Estimate => _window.Width == 0 ? 0 : _window.Total / _window.Width;

    public bool HasRisen { get; private set; }

    public int StateSize => 2 + _window.StateSize;

    public DriftLevel Add(double value)
    {
        if (_isDrift) Reset();
        _window.Add(value);
        _ticks++;
        if (_ticks % clock != 0 || !(_window.Width > gracePeriod)) return DriftLevel.None;
        var before = Estimate;
        while (HasCut())
        {
            _isDrift = true;
            _window.DropOldest();
        }
        HasRisen = Estimate > before;
        return _isDrift ? DriftLevel.Drift : DriftLevel.None;
    }

    public void Write(Span<double> state)
    {
        (state[0], state[1]) = (_isDrift ? 1 : 0, _ticks);
        _window.Write(state[2..]);
    }

    public void Read(ReadOnlySpan<double> state)
    {
        (_isDrift, _ticks) = (state[0] != 0, (long)state[1]);
        _window.Read(state[2..]);
    }

    /// <summary>Whether some cut between two buckets parts means that differ too much; equation 3.1 of the paper, with the normal bound of its section 3.</summary>
    private bool HasCut()
    {
        var confidence = Math.Log(2 * Math.Log(_window.Width) / delta);
        var variance = _window.Squares / _window.Width;
        double oldLength = 0, newLength = _window.Width, oldTotal = 0, newTotal = _window.Total;
        for (var row = _window.Rows - 1; row >= 0; row--)
        {
            var length = (double)(1L << row);
            foreach (var total in _window.Totals(row))
            {
                oldLength += length;
                newLength -= length;
                oldTotal += total;
                newTotal -= total;
                // Written so that the last bucket, with nothing after it, ends the search too.
                if (newLength < minWindowLength) return false;
                if (oldLength < minWindowLength) continue;
                var difference = Math.Abs(oldTotal / oldLength - newTotal / newLength);
                var lengths = 1.0 / (oldLength - minWindowLength + 1) + 1.0 / (newLength - minWindowLength + 1);
                if (difference > Math.Sqrt(2 * lengths * variance * confidence) + 2.0 / 3.0 * confidence * lengths) return true;
            }
        }
        return false;
    }

    private void Reset()
    {
        (_isDrift, _ticks) = (false, 0);
        _window.Clear();
    }
}

/// <summary><c>adwin: { delta?, clock?, max_buckets?, min_window_length?, grace_period? }</c></summary>
internal sealed class AdwinKind : IDriftDetectorKind
{
    public string Name => "adwin";

    public bool IsBinary => false;

    public IDriftDetector Bind(SpecBinder binder) => new Adwin(
        binder.Double("delta", 1e-12, 0.999999, 0.002), binder.Int("clock", 1, 1_000_000, 32), binder.Int("max_buckets", 2, 1000, 5),
        binder.Int("min_window_length", 1, 1_000_000, 5), binder.Int("grace_period", 0, 1_000_000_000, 10));
}
