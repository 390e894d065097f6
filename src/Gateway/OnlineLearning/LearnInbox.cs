using System.Runtime.ExceptionServices;

namespace DistributedDL.Gateway.OnlineLearning;

/// <summary>
/// What a Learn stream has sent and the session has not been given yet. When it is full, the stream is not read, and
/// HTTP/2 flow control holds the client back. One reader of the stream adds, one taker takes.
/// </summary>
internal sealed class LearnInbox(int maxExamples, int maxBytes)
{
    private readonly Lock _gate = new();
    private readonly Queue<LearnItem> _items = new();
    private TaskCompletionSource _arrived = NewSignal();
    private TaskCompletionSource _room = NewSignal();
    private int _examples;
    private long _bytes;
    private bool _ended;
    private Exception? _fault;

    public bool IsEmpty
    {
        get
        {
            lock (_gate) return _items.Count == 0;
        }
    }

    /// <summary>Waits for room. One message is always let in, however large it is.</summary>
    public async ValueTask Add(LearnItem item, CancellationToken cancellation)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_items.Count == 0 || (_examples + item.Examples <= maxExamples && _bytes + item.FeatureBytes <= maxBytes))
                {
                    _items.Enqueue(item);
                    _examples += item.Examples;
                    _bytes += item.FeatureBytes;
                    _arrived.TrySetResult();
                    return;
                }
                room = _room.Task;
            }
            await room.WaitAsync(cancellation);
        }
    }

    /// <summary>No more will come; the taker gets what is there, then <paramref name="fault"/>.</summary>
    public void End(Exception? fault)
    {
        lock (_gate)
        {
            _ended = true;
            _fault ??= fault;
            _arrived.TrySetResult();
        }
    }

    /// <summary>Waits for a message and takes it with those that follow it without a gap.</summary>
    /// <returns>Null at the end.</returns>
    public async ValueTask<LearnGroup?> Take()
    {
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                if (_items.Count > 0) return new LearnGroup(TakeRun_NeedsLock());
                if (_ended)
                {
                    if (_fault is not null) ExceptionDispatchInfo.Throw(_fault);
                    return null;
                }
                arrived = _arrived.Task;
            }
            await arrived;
        }
    }

    private List<LearnItem> TakeRun_NeedsLock()
    {
        var run = new List<LearnItem>(_items.Count);
        do
        {
            var item = _items.Dequeue();
            _examples -= item.Examples;
            _bytes -= item.FeatureBytes;
            run.Add(item);
        }
        while (_items.Count > 0 && run[^1].IsFollowedBy(_items.Peek()));
        if (_items.Count == 0 && !_ended) _arrived = NewSignal();
        _room.TrySetResult();
        _room = NewSignal();
        return run;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
