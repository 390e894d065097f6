using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace DistributedDL.Silo.Metrics;

/// <summary>Last loss of the training runs that compute now: a run that ends takes its series with it, so their number stays bounded.</summary>
internal sealed class RunningRuns
{
    private readonly ConcurrentDictionary<string, (string Model, double Loss)> _runs = new(StringComparer.Ordinal);

    public void Report(string run, string model, double loss) => _runs[run] = (model, loss);

    public void Remove(string run) => _runs.TryRemove(run, out _);

    public IEnumerable<Measurement<double>> MeasureLoss() => _runs.Select(pair =>
        new Measurement<double>(pair.Value.Loss, new("run", pair.Key), new("model", pair.Value.Model)));
}
