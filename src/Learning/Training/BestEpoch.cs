using DistributedDL.Contracts.Tensors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Training;

/// <summary>Remembers the best epoch so far, with its weights where they are to be published, and tells when no better one is to be waited for.</summary>
internal sealed class BestEpoch
{
    private const string StateName = "best.state";
    private const string Prefix = "best.weights.";

    private readonly MonitoredMetric metric;
    private readonly EarlyStoppingSpec? stopping;
    private readonly ParameterStorage parameters;
    private readonly float[][] kept;
    private double best = double.NaN;
    private int waited;

    public BestEpoch(MonitoredMetric metric, EarlyStoppingSpec? stopping, bool keepsWeights, ParameterStorage parameters)
    {
        (this.metric, this.stopping, this.parameters) = (metric, stopping, parameters);
        KeepsWeights = keepsWeights;
        kept = keepsWeights ? [.. parameters.All.Select(parameter => parameter.Values.ToArray())] : [];
    }

    public bool KeepsWeights { get; }

    /// <summary>0 before the first evaluation.</summary>
    public int Epoch { get; private set; }

    public bool IsStopped => stopping is not null && waited >= stopping.Patience;

    private bool IsInUse => stopping is not null || KeepsWeights;

    public void Observe(EpochReport epoch)
    {
        if (!IsInUse || metric.Of(epoch) is not { } value) return;
        waited++;
        if (!metric.IsBetter(value, best, stopping?.MinDelta ?? 0)) return;
        (best, Epoch, waited) = (value, epoch.Epoch, 0);
        for (var i = 0; i < kept.Length; i++) parameters.All[i].Values.CopyTo(kept[i]);
    }

    /// <summary>Waits as long again: a run that was stopped is to go on.</summary>
    public void WaitAgain() => waited = 0;

    public IReadOnlyList<NamedTensor> Weights() => [.. Kept("")];

    public IEnumerable<NamedTensor> Capture() =>
        IsInUse ? Kept(Prefix).Append(StoredTensor.From(StateName, new double[] { best, Epoch, waited })) : [];

    public void Expect(TensorReader reader)
    {
        if (!IsInUse) return;
        reader.Expect<double>(StateName, 3);
        if (!KeepsWeights) return;
        foreach (var parameter in parameters.All) reader.Expect(Prefix + parameter.Name, parameter.Spec.Shape, parameter.Length);
    }

    public void Restore(TensorReader reader)
    {
        if (!IsInUse) return;
        Span<double> state = new double[3];
        reader.Copy(StateName, state);
        (best, Epoch, waited) = (state[0], (int)state[1], (int)state[2]);
        for (var i = 0; i < kept.Length; i++) reader.Copy<float>(Prefix + parameters.All[i].Name, kept[i]);
    }

    private IEnumerable<NamedTensor> Kept(string prefix) =>
        kept.Select((values, i) => StoredTensor.From(prefix + parameters.All[i].Name, parameters.All[i].Spec.Shape, values));
}
