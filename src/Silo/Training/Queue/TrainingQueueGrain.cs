using DistributedDL.Clustering;
using DistributedDL.Contracts.Training;
using DistributedDL.Silo.Lanes;
using DistributedDL.Silo.Metrics;
using DistributedDL.Silo.Placement;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Training.Queue;

/// <summary>
/// The cluster's one queue before its training lanes. It is kept in memory alone: when its silo is lost, the next activation waits until the runs that have
/// not ended told what they hold, or a lease has passed, before it gives out a lane.
/// </summary>
[RunsOn(ProcessRoles.Training)]
internal sealed class TrainingQueueGrain(
    SiloRoster roster, UnfinishedRuns unfinished, QueueFigures figures, SiloMetrics metrics, IOptions<LaneOptions> lanes, IOptions<TrainingOptions> options,
    TimeProvider time) : Grain, ITrainingQueue
{
    private readonly HashSet<string> _awaited = new(StringComparer.Ordinal);
    private LaneAllotment? _allotment;
    private QueueDemand? _told;
    private long _begun;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await foreach (var (run, _) in unfinished.List(cancellationToken)) _awaited.Add(run);
        _begun = time.GetTimestamp();
        _allotment = new LaneAllotment(time, options.Value.LaneLease, lanes.Value.TrainingQueue) { Granted = waited => metrics.LanesGranted(waited) };
        Tell();
        // A run that left without a word is not wanted for any more, though nobody asks.
        this.RegisterGrainTimer(_ => Known(), new GrainTimerCreationOptions(options.Value.LaneLease, options.Value.LaneLease));
        // The queue that an autoscaler looks at must not go away for want of calls.
        DelayDeactivation(Timeout.InfiniteTimeSpan);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_told is { } last) figures.End(last);
        return Task.CompletedTask;
    }

    public Task<LaneGrant> Ask(LaneRequest request)
    {
        _awaited.Remove(request.Run);
        var settled = _awaited.Count == 0 || time.GetElapsedTime(_begun) > options.Value.LaneLease / 2;
        var grant = _allotment!.Ask(request, roster.TrainingLanes(), settled);
        Tell();
        return Task.FromResult(grant);
    }

    public Task Release(string run)
    {
        _awaited.Remove(run);
        _allotment!.Release(run);
        Tell();
        return Task.CompletedTask;
    }

    public Task<SiloAddress?> Where(string run) => Task.FromResult(_allotment!.Where(run, roster.TrainingLanes()));

    public Task<IReadOnlyList<string>> Known()
    {
        _allotment!.DropWhoLeft();
        Tell();
        return Task.FromResult(_allotment.Runs);
    }

    private void Tell() => figures.Tell(_told = new QueueDemand(_allotment!.Depth, _allotment.LanesWanted));
}
