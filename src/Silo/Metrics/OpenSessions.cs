using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace DistributedDL.Silo.Metrics;

/// <summary>Prequential metrics of the online sessions in memory; of the first <see cref="MostSessions"/> of them, to bound the series.</summary>
internal sealed class OpenSessions
{
    public const int MostSessions = 200;

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, double>> _sessions = new(StringComparer.Ordinal);

    public void Report(string session, IReadOnlyDictionary<string, double> metrics)
    {
        if (_sessions.ContainsKey(session) || _sessions.Count < MostSessions) _sessions[session] = metrics;
    }

    public void Remove(string session) => _sessions.TryRemove(session, out _);

    public IEnumerable<Measurement<double>> Measure() =>
        from session in _sessions
        from metric in session.Value
        select new Measurement<double>(metric.Value, new("session", session.Key), new("metric", metric.Key));
}
