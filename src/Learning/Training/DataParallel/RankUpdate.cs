using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using DistributedDL.Learning.Optimizers;

namespace DistributedDL.Learning.Training.DataParallel;

/// <summary>How ranks come to the same weights.</summary>
internal abstract unsafe class RankUpdate(ICollective ranks, Learner learner)
{
    protected ICollective Ranks { get; } = ranks;

    protected Learner Learner { get; } = learner;

    protected Optimizer Optimizer => Learner.Optimizer;

    protected ParameterStorage Parameters => Learner.Network.Parameters;

    /// <summary>Where what is updated now begins in the flat storage; a frozen body before it is not sent.</summary>
    protected long Begin { get; private set; }

    public void BeginEpoch() => Begin = Optimizer.Groups.SelectMany(group => group.Stretches).Min(stretch => stretch.Offset);

    /// <summary>Backward pass, exchange and update.</summary>
    /// <returns>False when the loss of a rank is no longer finite: the same on all ranks, and after the last exchange that there is.</returns>
    public abstract bool Step(RankStep step, CancellationToken cancellation);

    /// <summary>The first step whose loss was not finite, after a <see cref="Step"/> that returned false.</summary>
    public abstract int FirstBad(CancellationToken cancellation);

    /// <summary>Sums from <see cref="Begin"/> on. Whether all is finite travels in the room behind the end of the buffer.</summary>
    /// <returns>Whether it is on all ranks.</returns>
    protected bool AllReduce(NativeBuffer values, bool isFinite, CancellationToken cancellation)
    {
        ref var flag = ref values.Pointer[values.Length];
        flag = isFinite ? 0 : float.NaN;
        Ranks.AllReduce(new Span<float>(values.Pointer + Begin, checked((int)(values.Length - Begin) + NativeBuffer.VectorWidth)), cancellation);
        var allAreFinite = flag == 0;
        flag = 0;
        return allAreFinite;
    }
}
