using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>
/// A session's detectors over its error: of classes 1 for a wrong prediction and 0 for a right one, of values |prediction − target|. Every drift
/// is reported; an action follows one that raised the error, as in River's ADWIN bagging.
/// </summary>
internal sealed class DriftWatch
{
    private const string CountsName = "drift.counts";

    private readonly IReadOnlyList<WatchedSeries> _watched;
    private readonly DriftActions _actions;
    private readonly bool[] _due;
    private readonly bool _isBinary;

    private DriftWatch(IReadOnlyList<WatchedSeries> watched, DriftActions actions, bool isBinary)
    {
        (_watched, _actions, _isBinary) = (watched, actions, isBinary);
        _due = new bool[watched.Count];
    }

    /// <summary>What the next update's learning rate is multiplied by; exactly 1 but after a drift that raises it.</summary>
    public double RateFactor => _actions.RateFactor;

    /// <param name="isClasses">Classes are predicted; else values.</param>
    /// <param name="versions">Weights of the versions to roll back to, by number.</param>
    /// <returns>To be used only where there are no violations.</returns>
    public static DriftWatch Bind(
        IReadOnlyList<DriftSpec> specs, bool isClasses, Network network, IReadOnlyDictionary<int, IReadOnlyList<NamedTensor>>? versions,
        List<FieldViolation> violations)
    {
        versions ??= new Dictionary<int, IReadOnlyList<NamedTensor>>();
        return new DriftWatch(DriftSpecCheck.Bind(specs, isClasses, network, versions, violations), new DriftActions(specs, versions), isClasses);
    }

    /// <summary>Watches a micro-batch that has been learned, then does what follows a drift, once a detector, in the order of the specs.</summary>
    /// <param name="examples">Examples scored, with these.</param>
    public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, long examples, Learner learner)
    {
        if (_watched.Count == 0) return;
        _actions.Learned(targets.Length);
        var isDue = false;
        for (var i = 0; i < targets.Length; i++)
        {
            var error = !_isBinary ? Math.Abs((double)predictions[i] - targets[i]) : predictions[i] == targets[i] ? 0 : 1;
            // One prediction beyond all numbers would stay in a detector's sums for good.
            if (!double.IsFinite(error)) continue;
            for (var j = 0; j < _due.Length; j++)
            {
                if (_watched[j].Add(error, examples - targets.Length + i + 1)) isDue = _due[j] = true;
            }
        }
        if (!isDue) return;
        for (var j = 0; j < _due.Length; j++)
        {
            if (_due[j]) _actions.Apply(j, learner);
            _due[j] = false;
        }
    }

    /// <param name="architecture">The grown one.</param>
    public void Grow(ArchitectureSpec architecture) => _actions.Grow(architecture);

    public IReadOnlyList<DriftReport> Report() => [.. _watched.Select(series => series.Report())];

    public IEnumerable<NamedTensor> Capture()
    {
        if (_watched.Count == 0) yield break;
        var counts = new long[_watched.Count * WatchedSeries.CountsSize];
        foreach (var (i, series) in _watched.Index())
        {
            series.Write(counts.AsSpan(i * WatchedSeries.CountsSize));
            var state = new double[series.Detector.StateSize];
            series.Detector.Write(state);
            yield return StoredTensor.From(StateName(i), state);
        }
        yield return StoredTensor.From(CountsName, counts);
        foreach (var tensor in _actions.Capture()) yield return tensor;
    }

    public void Expect(TensorReader reader)
    {
        if (_watched.Count == 0) return;
        foreach (var (i, series) in _watched.Index()) reader.Expect<double>(StateName(i), series.Detector.StateSize);
        reader.Expect<long>(CountsName, _watched.Count * WatchedSeries.CountsSize);
        _actions.Expect(reader);
    }

    public void Restore(TensorReader reader)
    {
        if (_watched.Count == 0) return;
        var counts = new long[_watched.Count * WatchedSeries.CountsSize];
        reader.Copy(CountsName, counts.AsSpan());
        foreach (var (i, series) in _watched.Index())
        {
            series.Read(counts.AsSpan(i * WatchedSeries.CountsSize));
            var state = new double[series.Detector.StateSize];
            reader.Copy(StateName(i), state.AsSpan());
            series.Detector.Read(state);
        }
        _actions.Restore(reader);
    }

    private static string StateName(int place) => $"drift.{place}.detector";
}
