using Microsoft.Extensions.Hosting;

namespace DistributedDL.Gateway.Health;

/// <summary>
/// The end of the server, in three steps: draining (not ready any more, all calls still taken), closing (streams come to
/// an end, new calls are refused), aborting (what still runs is cut off).
/// </summary>
internal sealed class DrainSignal : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly CancellationTokenRegistration _stopping;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _draining;
    private int _calls;

    public DrainSignal(IHostApplicationLifetime lifetime) => _stopping = lifetime.ApplicationStopping.Register(() => _draining = true);

    public bool IsDraining => _draining;

    /// <summary>Streams end when this is cancelled, and new calls are refused.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>Calls are cut off when this is cancelled.</summary>
    public CancellationToken Aborting => _aborting.Token;

    /// <summary>Calls under way.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public void Enter() => Interlocked.Increment(ref _calls);

    public void Leave()
    {
        if (Interlocked.Decrement(ref _calls) == 0 && _closing.IsCancellationRequested) _idle.TrySetResult();
    }

    public void Drain() => _draining = true;

    /// <returns>Ends when no call is under way any more.</returns>
    public async Task Close()
    {
        await _closing.CancelAsync();
        if (Calls == 0) _idle.TrySetResult();
        await _idle.Task;
    }

    public void Abort() => _aborting.Cancel();

    public void Dispose()
    {
        _stopping.Dispose();
        _closing.Dispose();
        _aborting.Dispose();
    }
}
