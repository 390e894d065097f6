using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using DistributedDL.Learning.Optimizers;

namespace DistributedDL.Learning.Training.Transfer;

/// <summary>Which layers train in an epoch, and with what learning rate: a function of the epoch, so that a restored run needs no record of it.</summary>
internal sealed class Freezing(Network network, Optimizer optimizer, TransferSpec spec, TransferPlan plan, long stepsPerEpoch)
{
    private bool? _isFrozen;

    public void BeginEpoch(int epoch)
    {
        var frozenNow = spec.UnfreezeAtEpoch is not { } unfreezeAt || epoch < unfreezeAt;
        if (_isFrozen == frozenNow) return;
        _isFrozen = frozenNow;
        network.Freeze(frozenNow ? plan.Frozen : []);
        optimizer.Groups = [.. Groups()];
    }

    private IEnumerable<ParameterGroup> Groups() =>
        from layer in network.Layers
        from parameter in network.Parameters.Of(layer)
        where parameter.Learns
        orderby parameter.Offset
        group parameter by (Rate: LearningRate(layer.Name), Missed: StepsMissed(layer.Name)) into same
        select new ParameterGroup(Merge(same), same.Key.Rate, same.Key.Missed);

    private double LearningRate(string layer) =>
        spec.BodyLearningRate is { } rate && plan.Body.Contains(layer) ? rate : optimizer.LearningRate;

    private long StepsMissed(string layer) =>
        spec.UnfreezeAtEpoch is { } epoch && plan.Frozen.Contains(layer) ? (epoch - 1) * stepsPerEpoch : 0;

    private static List<(long Offset, long Length)> Merge(IEnumerable<Parameter> parameters)
    {
        var stretches = new List<(long Offset, long Length)>();
        foreach (var parameter in parameters)
        {
            var length = NativeBuffer.RoundUp(parameter.Length);
            if (stretches is [.., var last] && last.Offset + last.Length == parameter.Offset) stretches[^1] = (last.Offset, last.Length + length);
            else stretches.Add((parameter.Offset, length));
        }
        return stretches;
    }
}
