using System.Runtime.InteropServices;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Training.DataParallel;

/// <summary>
/// Local SGD (Stich, 2019): each rank updates by its own gradient, and after every so many steps, and at the end of an epoch, weights become their
/// mean, each rank's counted by the examples it has seen since the last time. So do the optimizer's moments (Yu, Jin and Yang, 2019): else
/// a checkpoint would have to hold those of every rank, and could be taken up by as many ranks only.
/// </summary>
/// <param name="every">Steps.</param>
internal sealed class WeightAveraging(ICollective ranks, Learner learner, int every) : RankUpdate(ranks, learner)
{
    private int _steps;
    private long _seen;
    private long _seenByAll;
    private int _firstBad = int.MaxValue;

    public override bool Step(RankStep step, CancellationToken cancellation)
    {
        if (step.Number == 1) (_steps, _seen, _seenByAll, _firstBad) = (0, 0, 0, int.MaxValue);
        if (!step.IsFinite) _firstBad = Math.Min(_firstBad, step.Number);
        if (step.Examples > 0 && _firstBad == int.MaxValue)
        {
            Learner.Backward();
            Optimizer.Step(step.Factor);
        }
        else Optimizer.Skip();
        (_steps, _seen, _seenByAll) = (_steps + 1, _seen + step.Examples, _seenByAll + step.AllExamples);
        if (_steps < every && !step.IsLast) return true;
        var share = (float)((double)_seen / _seenByAll);
        (_steps, _seen, _seenByAll) = (0, 0, 0);
        return Average(share, cancellation);
    }

    public override int FirstBad(CancellationToken cancellation)
    {
        var all = Ranks.Gather(BitConverter.GetBytes(_firstBad), cancellation);
        var first = all.Count == 0 ? 0 : all.Min(payload => MemoryMarshal.Read<int>(payload));
        return MemoryMarshal.Read<int>(Ranks.Broadcast(BitConverter.GetBytes(first), cancellation));
    }

    private bool Average(float share, CancellationToken cancellation)
    {
        Scale(Parameters.Weights, share);
        if (!AllReduce(Parameters.Weights, _firstBad == int.MaxValue, cancellation)) return false;
        foreach (var moment in Optimizer.Moments)
        {
            Scale(moment, share);
            AllReduce(moment, true, cancellation);
        }
        return true;
    }

    private void Scale(NativeBuffer values, float share) => Rows.Scale(values.Span[(int)Begin..], share);
}
