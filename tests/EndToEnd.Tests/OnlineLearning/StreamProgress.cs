using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.EndToEnd.Tests.OnlineLearning;

/// <summary>How far a stream may be sent, and how far it is acknowledged. Thread-safe.</summary>
internal sealed class StreamProgress
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _allowed;

    public long Acknowledged { get; private set; }

    public long Duplicates { get; private set; }

    public void Allow(long sequence) => Change(() => _allowed = Math.Max(_allowed, sequence));

    public void Take(LearnAcknowledged acknowledged) => Change(() =>
    {
        Assert.Equal(Acknowledged + 1, acknowledged.FirstSequence);
        (Acknowledged, Duplicates) = (acknowledged.LastSequence, Duplicates + acknowledged.Duplicates);
    });

    public Task UntilAllowed(long sequence, CancellationToken cancellation) => Until(() => _allowed >= sequence, cancellation);

    public Task UntilAcknowledged(long sequence, CancellationToken cancellation) => Until(() => Acknowledged >= sequence, cancellation);

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        changed.SetResult();
    }

    private async Task Until(Func<bool> isSo, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (isSo()) return;
                changed = _changed.Task;
            }
            await changed.WaitAsync(cancellation);
        }
    }
}
