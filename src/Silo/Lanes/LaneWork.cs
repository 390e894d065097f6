namespace DistributedDL.Silo.Lanes;

/// <summary>Work with a result. Cancelled while it waits, it ends at once and gives its place free; begun, it must look at the token itself.</summary>
internal sealed class LaneWork<T> : ILaneWork
{
    private readonly Func<int, T> _work;
    private readonly LaneSlot _slot;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;

    public LaneWork(Func<int, T> work, LaneSlot slot, CancellationToken cancellation)
    {
        (_work, _slot, _cancellation) = (work, slot, cancellation);
        _registration = cancellation.Register(CancelWaiting);
    }

    public Task<T> Done => _done.Task;

    public void ExecuteOnLane(int lane)
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0) return;
        _registration.Dispose();
        _slot.Begin();
        try
        {
            var result = _work(lane);
            _slot.Dispose();
            _done.TrySetResult(result);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            _slot.Dispose();
            _done.TrySetCanceled(_cancellation);
        }
#pragma warning disable CA1031 // Whatever the work throws belongs to its caller; the lane goes on.
        catch (Exception e)
        {
            _slot.Dispose();
            _done.TrySetException(e);
        }
#pragma warning restore CA1031
    }

    private void CancelWaiting()
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0) return;
        _slot.Dispose();
        _done.TrySetCanceled(_cancellation);
    }
}
