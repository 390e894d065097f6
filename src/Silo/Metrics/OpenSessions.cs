using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Silo.Metrics;

/// <summary>Prequential metrics and drift detectors of the online sessions in memory; of the first <see cref="MostSessions"/> of them, to bound the series.</summary>
internal sealed class OpenSessions
{
    public const int MostSessions = 200;

    private readonly ConcurrentDictionary<string, (IReadOnlyDictionary<string, double> Metrics, IReadOnlyList<DriftReport> Drift)> _sessions = new(StringComparer.Ordinal);

    public void Report(string session, IReadOnlyDictionary<string, double> metrics, IReadOnlyList<DriftReport> drift)
    {
        if (_sessions.ContainsKey(session) || _sessions.Count < MostSessions) _sessions[session] = (metrics, drift);
    }

    public void Remove(string session) => _sessions.TryRemove(session, out _);

    public IEnumerable<Measurement<double>> Measure() =>
        from session in _sessions
        from metric in session.Value.Metrics
        select new Measurement<double>(metric.Value, new("session", session.Key), new("metric", metric.Key));

    public IEnumerable<Measurement<long>> MeasureDrifts() => OfDetectors(reports => reports.Sum(report => report.Drifts));

    public IEnumerable<Measurement<long>> MeasureWarnings() => OfDetectors(reports => reports.Sum(report => report.Warnings));

    // Detectors of one kind with other parameters share a series, for a session may have several.
    private IEnumerable<Measurement<long>> OfDetectors(Func<IEnumerable<DriftReport>, long> measure) =>
        from session in _sessions
        from detector in session.Value.Drift.GroupBy(report => report.Detector)
        select new Measurement<long>(measure(detector), new("session", session.Key), new("detector", detector.Key));
}
