using DistributedDL.Contracts.Tensors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Training;

/// <summary>Remembers the best epoch so far, with its weights where they are to be published, and tells when no better one is to be waited for.</summary>
internal sealed class BestEpoch
{
    private const string StateName = "best.state";
    private const string Prefix = "best.weights.";

    private readonly MonitoredMetric _metric;
    private readonly EarlyStoppingSpec? _stopping;
    private readonly ParameterStorage _parameters;
    private readonly float[][] _kept;
    private double _best = double.NaN;
    private int _waited;

    public BestEpoch(MonitoredMetric metric, EarlyStoppingSpec? stopping, bool keepsWeights, ParameterStorage parameters)
    {
        (_metric, _stopping, _parameters) = (metric, stopping, parameters);
        KeepsWeights = keepsWeights;
        _kept = keepsWeights ? [.. parameters.All.Select(parameter => parameter.Values.ToArray())] : [];
    }

    public bool KeepsWeights { get; }

    /// <summary>0 before the first evaluation.</summary>
    public int Epoch { get; private set; }

    public bool IsStopped => _stopping is not null && _waited >= _stopping.Patience;

    private bool IsInUse => _stopping is not null || KeepsWeights;

    public void Observe(EpochReport epoch)
    {
        if (!IsInUse || _metric.Of(epoch) is not { } value) return;
        _waited++;
        if (!_metric.IsBetter(value, _best, _stopping?.MinDelta ?? 0)) return;
        (_best, Epoch, _waited) = (value, epoch.Epoch, 0);
        for (var i = 0; i < _kept.Length; i++) _parameters.All[i].Values.CopyTo(_kept[i]);
    }

    /// <summary>Waits as long again: a run that was stopped is to go on.</summary>
    public void WaitAgain() => _waited = 0;

    public IReadOnlyList<NamedTensor> Weights() => [.. Kept("")];

    public IEnumerable<NamedTensor> Capture() =>
        IsInUse ? Kept(Prefix).Append(StoredTensor.From(StateName, new double[] { _best, Epoch, _waited })) : [];

    public void Expect(TensorReader reader)
    {
        if (!IsInUse) return;
        reader.Expect<double>(StateName, 3);
        if (!KeepsWeights) return;
        foreach (var parameter in _parameters.All) reader.Expect(Prefix + parameter.Name, parameter.Spec.Shape, parameter.Length);
    }

    public void Restore(TensorReader reader)
    {
        if (!IsInUse) return;
        Span<double> state = new double[3];
        reader.Copy(StateName, state);
        (_best, Epoch, _waited) = (state[0], (int)state[1], (int)state[2]);
        for (var i = 0; i < _kept.Length; i++) reader.Copy<float>(Prefix + _parameters.All[i].Name, _kept[i]);
    }

    private IEnumerable<NamedTensor> Kept(string prefix) =>
        _kept.Select((values, i) => StoredTensor.From(prefix + _parameters.All[i].Name, _parameters.All[i].Spec.Shape, values));
}
