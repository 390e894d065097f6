using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>A detector at work, and what it has said so far.</summary>
internal sealed class WatchedSeries(DriftSpec spec, IDriftDetector detector)
{
    /// <summary>Numbers of <see cref="Write"/>.</summary>
    public const int CountsSize = 4;

    private DriftLevel _level;
    private long _drifts;
    private long? _lastDrift;
    private long _warnings;

    public DriftSpec Spec => spec;

    public IDriftDetector Detector => detector;

    /// <param name="examples">Examples scored, with this one.</param>
    /// <returns>Whether this is a drift for the worse, which calls for the action; two-sided detectors also alarm while a session learns.</returns>
    public bool Add(double error, long examples)
    {
        var before = _level;
        _level = detector.Add(error);
        if (_level == DriftLevel.Warning && before != DriftLevel.Warning) _warnings++;
        if (_level != DriftLevel.Drift) return false;
        _drifts++;
        _lastDrift = examples;
        return detector.HasRisen;
    }

    public DriftReport Report() => new(spec.Detector, Words(_level), _drifts, _lastDrift, _warnings, spec.Action);

    /// <param name="counts"><c>[CountsSize]</c></param>
    public void Write(Span<long> counts) => (counts[0], counts[1], counts[2], counts[3]) = ((long)_level, _drifts, _lastDrift ?? -1, _warnings);

    /// <inheritdoc cref="Write"/>
    public void Read(ReadOnlySpan<long> counts) =>
        (_level, _drifts, _lastDrift, _warnings) = ((DriftLevel)counts[0], counts[1], counts[2] < 0 ? null : counts[2], counts[3]);

    private static string Words(DriftLevel level) => level switch
    {
        DriftLevel.Drift => "drift",
        DriftLevel.Warning => "warning",
        _ => "none",
    };
}
