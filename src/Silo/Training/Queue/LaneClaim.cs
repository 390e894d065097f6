using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Silo.Training.Queue;

/// <summary>A run's place in the queue, and the lanes that it then holds. A queue that does not answer is asked again: it comes back on another silo.</summary>
#pragma warning disable CA1001 // A token source without a timer holds nothing that wants disposing.
internal sealed class LaneClaim(ITrainingQueue queue, LaneRequest request, TrainingOptions options, TimeProvider time)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _left = new();
    private Task _holding = Task.CompletedTask;

    /// <summary>A silo a rank; empty while the run waits.</summary>
    public IReadOnlyList<SiloAddress> Silos { get; private set; } = [];

    private TimeSpan RenewInterval => options.LaneLease / 4;

    /// <summary>Asks once.</summary>
    /// <exception cref="OverloadedException">The queue is full.</exception>
    public async Task<LaneGrant> Ask()
    {
        var grant = await queue.Ask(request with { Held = Silos });
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

    /// <summary>
    /// From now on says again and again that the lanes are held, whatever else the run waits for: they may be given to another once nothing was said for
    /// <see cref="TrainingOptions.LaneLease"/>.
    /// </summary>
    /// <param name="mayGrow">Told when lanes are free that the run could use.</param>
    public void Hold(Action mayGrow) => _holding = SayHeld(mayGrow);

    /// <summary>Says so no longer.</summary>
    public void Leave() => _left.Cancel();

    /// <summary>Gives the lanes back.</summary>
    public async Task Release()
    {
        Leave();
        // What was said before must not come after.
        await _holding;
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

    private async Task SayHeld(Action mayGrow)
    {
        while (true)
        {
            await Task.Delay(RenewInterval, time, _left.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (_left.IsCancellationRequested) return;
            if (await TryAsk() is { MayGrow: true }) mayGrow();
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
            return null;
        }
    }
}
