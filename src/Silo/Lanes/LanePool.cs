using System.Threading.Channels;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Silo.Lanes;

/// <summary>The lanes of one kind and the bounded queue that they share.</summary>
internal sealed class LanePool : IDisposable
{
    private static readonly TimeSpan LeastRetry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MostRetry = TimeSpan.FromSeconds(30);

    // The bound is kept by slots, not by the channel, because a place may be reserved before its work exists.
    private readonly Channel<ILaneWork> _queue = Channel.CreateUnbounded<ILaneWork>();
    private readonly Lane[] _lanes;
    private readonly int _bound;
    private int _reserved;
    private int _busy;

    public LanePool(LaneKind kind, int lanes, int bound)
    {
        (Kind, _bound) = (kind, bound);
        _lanes = [.. Enumerable.Range(0, lanes).Select(index => new Lane($"{kind} lane {index}", index, _queue.Reader))];
    }

    public LaneKind Kind { get; }

    public int Lanes => _lanes.Length;

    /// <summary>Work that computes now.</summary>
    public int Busy => Volatile.Read(ref _busy);

    /// <summary>Work that waits, with places reserved.</summary>
    public int Waiting => Math.Max(0, Volatile.Read(ref _reserved) - Busy);

    /// <exception cref="OverloadedException">The queue is full.</exception>
    public LaneSlot Reserve()
    {
        if (Interlocked.Increment(ref _reserved) <= _bound) return new LaneSlot(this);
        Interlocked.Decrement(ref _reserved);
        var retryAfter = Kind == LaneKind.Training ? MostRetry : LeastRetry;
        throw new OverloadedException($"the queue of {Kind} lanes ({_bound} places)", retryAfter);
    }

    /// <exception cref="OverloadedException">The queue is full; nothing was begun.</exception>
    public Task<T> Run<T>(Func<int, T> work, CancellationToken cancellation = default) => Reserve().Run(work, cancellation);

    public void Start()
    {
        foreach (var lane in _lanes) lane.Start();
    }

    /// <summary>Takes no more work, and returns when what was taken has ended.</summary>
    public Task Drain()
    {
        _queue.Writer.TryComplete();
        return Task.WhenAll(_lanes.Select(lane => lane.Ended));
    }

    public void Dispose() => _queue.Writer.TryComplete();

    internal void Enqueue(ILaneWork work)
    {
        if (!_queue.Writer.TryWrite(work)) throw new OverloadedException($"{Kind} lanes (stopping)", MostRetry);
    }

    internal void Begin() => Interlocked.Increment(ref _busy);

    internal void Release(bool begun)
    {
        if (begun) Interlocked.Decrement(ref _busy);
        Interlocked.Decrement(ref _reserved);
    }
}
