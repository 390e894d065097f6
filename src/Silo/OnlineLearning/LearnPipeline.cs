using DistributedDL.Contracts.Errors;
using DistributedDL.Silo.Lanes;
using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>
/// Group commit. (1) All calls that arrived while the group before was flushed are the next group; (2) a place on a lane is reserved, because
/// what is journalled can no longer be refused; (3) each call is admitted: checked against all before it; (4) the group is journalled with
/// one flush, while the group before is learned; (5) then it is learned itself, and (6) its calls complete in order.
/// </summary>
/// <remarks>For one thread at a time, in the turns of the session's grain; only the steps of (5) run elsewhere, on a lane.</remarks>
/// <param name="checkpoint">Called between two groups when a checkpoint is due; captures, and stores while the pipeline goes on.</param>
/// <param name="broken">Called once when journal or learner has failed; gives what the waiting calls are told.</param>
internal sealed class LearnPipeline(LiveSession live, OnlineSessionServices services, Func<Task> checkpoint, Func<Exception, Exception> broken)
{
    /// <summary>Above this a group takes no further call, so that sessions share a lane fairly.</summary>
    private const long MaxGroupBytes = 4 << 20;

    private static readonly TimeSpan RetryWhenFull = TimeSpan.FromMilliseconds(50);

    private readonly Queue<SessionCall> _waiting = new();
    private readonly Queue<(long After, Func<Task> Work)> _barriers = new();
    private Task _loop = Task.CompletedTask;
    private Task _learning = Task.CompletedTask;
    private Exception? _fault;
    private long _enqueued;
    private long _taken;
    private long _pendingBytes;

    /// <summary>Journal or learner has failed; nothing is taken any more.</summary>
    public bool IsBroken => _fault is not null;

    /// <exception cref="OverloadedException">As many bytes wait as the options allow; nothing was begun.</exception>
    public Task<Contracts.OnlineLearning.LearnReport> Enqueue(SessionCall call)
    {
        if (_fault is not null) return Task.FromException<Contracts.OnlineLearning.LearnReport>(_fault);
        if (_pendingBytes > 0 && _pendingBytes + call.Bytes > services.Options.MaxPendingBytes)
            throw new OverloadedException($"the queue of session '{live.Session}' ({services.Options.MaxPendingBytes} bytes)", RetryWhenFull);
        _pendingBytes += call.Bytes;
        _enqueued++;
        _waiting.Enqueue(call);
        Start();
        return call.Done;
    }

    /// <summary>Runs work when all calls before it are learned, and none after it is admitted.</summary>
    public async Task<T> AtRest<T>(Func<Task<T>> work)
    {
        if (_fault is not null) throw _fault;
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _barriers.Enqueue((_enqueued, async () =>
        {
            try
            {
                if (_fault is not null) throw _fault;
                done.TrySetResult(await work());
            }
#pragma warning disable CA1031 // It belongs to whoever waits for the work; the pipeline goes on.
            catch (Exception e)
            {
                done.TrySetException(e);
            }
#pragma warning restore CA1031
        }));
        Start();
        return await done.Task;
    }

    /// <summary>Work at rest has left the learner in doubt: all that waits is refused.</summary>
    public void Break(Exception e) => _fault ??= broken(e);

    /// <summary>Waits until nothing is under way; what fails meanwhile is told to its callers.</summary>
    public async Task Drain()
    {
        while (!_loop.IsCompleted || !_learning.IsCompleted) await Task.WhenAll(_loop, _learning);
    }

    private void Start()
    {
        if (_loop.IsCompleted) _loop = Run();
    }

    private async Task Run()
    {
        while (_fault is null)
        {
            if (live.Policy.IsDue)
            {
                await _learning;
                if (_fault is null) await checkpoint();
            }
            else if (_barriers.TryPeek(out var barrier) && barrier.After <= _taken)
            {
                _barriers.Dequeue();
                await _learning;
                await barrier.Work();
            }
            else if (_waiting.Count > 0)
            {
                await Commit(Take());
            }
            else
            {
                return;
            }
        }
        await FailWaiting();
    }

    // (1)
    private List<SessionCall> Take()
    {
        var group = new List<SessionCall>(_waiting.Count);
        var bytes = 0L;
        var most = _barriers.TryPeek(out var barrier) ? barrier.After - _taken : long.MaxValue;
        while (group.Count < most && _waiting.TryPeek(out var next) && (group.Count == 0 || bytes + next.Bytes <= MaxGroupBytes))
        {
            bytes += next.Bytes;
            group.Add(_waiting.Dequeue());
        }
        _taken += group.Count;
        return group;
    }

    private async Task Commit(List<SessionCall> group)
    {
        LaneSlot slot;
        try
        {
            // (2)
            slot = services.Lanes.Reserve();
        }
        catch (OverloadedException e)
        {
            await _learning;
            Fail(group, e);
            return;
        }
        Exception? failed = null;
        try
        {
            // (3)
            foreach (var call in group) call.Admit();
            var records = new List<JournalRecord>(group.Count);
            foreach (var call in group) records.AddRange(call.Admission.Records);
            // (4)
            if (records.Count > 0) await live.Journal(records);
        }
#pragma warning disable CA1031 // Whatever it is, nothing of the group is acknowledged, and the session recovers from what is durable.
        catch (Exception e)
        {
            failed = e;
        }
#pragma warning restore CA1031
        await _learning;
        if (failed is null && _fault is null)
        {
            _learning = Learn(group, slot);
            return;
        }
        slot.Dispose();
        if (failed is not null) Break(failed);
        Fail(group, _fault!);
    }

    // (5)
    private async Task Learn(List<SessionCall> group, LaneSlot slot)
    {
        try
        {
            await live.Learn(slot, group);
        }
#pragma warning disable CA1031 // Journalled but not learned: only a recovery can tell what the weights are.
        catch (Exception e)
        {
            Break(e);
            Fail(group, _fault!);
            return;
        }
#pragma warning restore CA1031
        // (6)
        foreach (var call in group)
        {
            _pendingBytes -= call.Bytes;
            call.Complete(live.Metrics);
        }
        if (live.Policy.IsDue) Start();
    }

    private void Fail(List<SessionCall> group, Exception fault)
    {
        foreach (var call in group)
        {
            _pendingBytes -= call.Bytes;
            call.Fail(fault);
        }
    }

    private async Task FailWaiting()
    {
        Fail([.. _waiting], _fault!);
        _waiting.Clear();
        while (_barriers.TryDequeue(out var barrier)) await barrier.Work();
    }
}
