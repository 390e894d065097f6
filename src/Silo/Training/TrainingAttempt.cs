using DistributedDL.Contracts.Training;

namespace DistributedDL.Silo.Training;

/// <summary>
/// Where the lane that trains and the grain that records meet: the lane reports, the grain takes. Thread-safe.
/// </summary>
#pragma warning disable CA1001 // A token source without a timer holds nothing that wants disposing, and a late Cancel must find it alive.
internal sealed class TrainingAttempt(int number)
#pragma warning restore CA1001
{
    private const int MostKept = 2;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<EpochReport> _unrecorded = [];
    private readonly Queue<EpochWeights> _kept = new();
    private readonly SemaphoreSlim _room = new(MostKept);
    private CapturedEpoch? _captured;
    private long _examplesDone;
    private int _begun;
    private volatile bool _endsAfterEpoch;

    public int Number { get; } = number;

    /// <summary>Set when the run is to stop between two steps.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>The user asked for the stop.</summary>
    public bool CancelledByUser { get; private set; }

    /// <summary>The run's activation is ending, and asked for the stop: the run goes on elsewhere or later.</summary>
    public bool LeavesSilo { get; private set; }

    public bool Begun => Volatile.Read(ref _begun) == 1;

    /// <summary>Ends when nothing of this attempt will be recorded any more.</summary>
    public Task Recorded { get; set; } = Task.CompletedTask;

    public long ExamplesDone => Interlocked.Read(ref _examplesDone);

    /// <summary>Ranks that compute.</summary>
    public int Ranks { get; set; } = 1;

    /// <summary>The computation is to end with the epoch under way, and to go on in another attempt.</summary>
    public bool EndsAfterEpoch => _endsAfterEpoch;

    public void Begin() => Volatile.Write(ref _begun, 1);

    public void EndAfterEpoch() => _endsAfterEpoch = true;

    /// <summary>What follows this one in the same flow; a stop that came while this one ended is its too.</summary>
    public TrainingAttempt Next()
    {
        var next = new TrainingAttempt(Number + 1) { Recorded = Recorded, LeavesSilo = LeavesSilo, CancelledByUser = CancelledByUser };
        if (LeavesSilo || CancelledByUser) next.Suspend();
        return next;
    }

    public void Progress(long examples) => Interlocked.Exchange(ref _examplesDone, examples);

    public void Epoch(EpochReport epoch)
    {
        lock (_lock) _unrecorded.Add(epoch);
        Progress(0);
    }

    public void Captured(CapturedEpoch captured)
    {
        lock (_lock) _captured = captured;
    }

    /// <summary>Epochs that are not recorded yet; they stay until <see cref="Record"/>.</summary>
    public IReadOnlyList<EpochReport> Unrecorded()
    {
        lock (_lock) return [.. _unrecorded];
    }

    public void Record(int epochs)
    {
        lock (_lock) _unrecorded.RemoveRange(0, epochs);
    }

    /// <summary>Waits while so many weights are unpublished that they would pile up, as in an outage of the store.</summary>
    /// <exception cref="OperationCanceledException">The attempt was stopped meanwhile.</exception>
    public void Keep(EpochWeights weights)
    {
        _room.Wait(Stop);
        lock (_lock) _kept.Enqueue(weights);
    }

    /// <summary>The oldest weights that are not published yet; they stay until <see cref="Published"/>.</summary>
    public EpochWeights? NextKept()
    {
        lock (_lock) return _kept.TryPeek(out var next) ? next : null;
    }

    public void Published()
    {
        lock (_lock) _kept.Dequeue();
        _room.Release();
    }

    /// <summary>The latest capture, once.</summary>
    public CapturedEpoch? TakeCaptured()
    {
        lock (_lock)
        {
            var taken = _captured;
            _captured = null;
            return taken;
        }
    }

    public void Cancel()
    {
        CancelledByUser = true;
        _stop.Cancel();
    }

    public void Leave()
    {
        LeavesSilo = true;
        _stop.Cancel();
    }

    /// <summary>Ends what still computes.</summary>
    public void Suspend() => _stop.Cancel();
}
