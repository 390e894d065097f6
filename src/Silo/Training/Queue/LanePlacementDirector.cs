using DistributedDL.Contracts.Training;
using Orleans.Runtime.Placement;

namespace DistributedDL.Silo.Training.Queue;

/// <summary>
/// Asks the queue where a run belongs, whoever's call it is that wakes the run. Where the queue does not answer soon, any training silo will do: the
/// run moves when it gets its lanes elsewhere.
/// </summary>
internal sealed class LanePlacementDirector(IGrainFactory grains, TimeProvider time) : IPlacementDirector
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        if (silos.Length == 1) return silos[0];
        var wanted = await Ask(target.GrainIdentity.Key.ToString()!);
        return wanted is not null && silos.Contains(wanted) ? wanted : silos[(int)(target.GrainIdentity.GetUniformHashCode() % (uint)silos.Length)];
    }

    private async Task<SiloAddress?> Ask(string run)
    {
        try
        {
            return await grains.GetGrain<ITrainingQueue>(0).Where(run).WaitAsync(Patience, time);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            return null;
        }
    }
}
