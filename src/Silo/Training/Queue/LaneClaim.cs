using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Silo.Training.Queue;

/// <summary>A run's place in the queue, and the lanes that it then holds. A queue that does not answer is asked again: it comes back on another silo.</summary>
internal sealed class LaneClaim(ITrainingQueue queue, LaneRequest request, TrainingOptions options, TimeProvider time)
{
    private long _renewed = time.GetTimestamp();

    /// <summary>A silo a rank; empty while the run waits.</summary>
    public IReadOnlyList<SiloAddress> Silos { get; private set; } = [];

    private TimeSpan RenewInterval => options.LaneLease / 4;

    /// <summary>Asks once.</summary>
    /// <exception cref="OverloadedException">The queue is full.</exception>
    public async Task<LaneGrant> Ask()
    {
        var grant = await queue.Ask(request with { Held = Silos });
        _renewed = time.GetTimestamp();
        if (Silos.Count == 0) Silos = grant.Silos;
        return grant;
    }

    /// <summary>Waits for its lanes; asks more seldom the more runs come before it.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled meanwhile.</exception>
    public async Task<IReadOnlyList<SiloAddress>> Wait(CancellationToken cancellation)
    {
        while (Silos.Count == 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var ahead = (await TryAsk())?.Ahead ?? 0;
            if (Silos.Count > 0) break;
            var interval = options.QueueInterval * (1 + ahead / 4);
            await Task.Delay(interval < RenewInterval ? interval : RenewInterval, time, cancellation);
        }
        return Silos;
    }

    /// <summary>Says, when it is time to, that the lanes are still held.</summary>
    /// <returns>Whether lanes are free that the run could use.</returns>
    public async Task<bool> Renew() => time.GetElapsedTime(_renewed) >= RenewInterval && await TryAsk() is { MayGrow: true };

    public async Task Release()
    {
        Silos = [];
        try
        {
            await queue.Release(request.Run);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException or ServiceException)
        {
            // The lease ends by itself.
        }
    }

    private async Task<LaneGrant?> TryAsk()
    {
        try
        {
            return await Ask();
        }
        catch (Exception e) when (e is OrleansException or TimeoutException or ServiceException)
        {
            _renewed = time.GetTimestamp();
            return null;
        }
    }
}
