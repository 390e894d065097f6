using System.Threading.Channels;

namespace DistributedDL.Client.OnlineLearning;

/// <summary>The batches from their numbering to their acknowledgement, in order. Thread-safe.</summary>
internal sealed class UnacknowledgedBatches
{
    private readonly Lock _lock = new();
    private readonly LinkedList<LearnExamples> _batches = [];
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private LinkedListNode<LearnExamples>? _lastSent;
    private bool _numbered, _completed;
    private long _acknowledged;
    private long _durable;
    private long _next;

    public long NextSequence
    {
        get
        {
            lock (_lock) return _next;
        }
    }

    /// <summary>Sequence number of the last example that the server is known to keep.</summary>
    public long Durable
    {
        get
        {
            lock (_lock) return _durable;
        }
    }

    public bool IsDone
    {
        get
        {
            lock (_lock) return _completed && _batches.Count == 0;
        }
    }

    public static int Count(LearnExamples batch) => batch.Labels.Count + batch.Values.Count + batch.LabelIndices.Count;

    /// <exception cref="ArgumentException">It is not a batch; says why.</exception>
    public static void Check(LearnExamples batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (Math.Max(Math.Max(batch.Labels.Count, batch.LabelIndices.Count), batch.Values.Count) < Count(batch))
            throw new ArgumentException($"a batch has labels, label indices or values; {batch.Labels.Count} labels, {batch.LabelIndices.Count} label indices and {batch.Values.Count} values were given", nameof(batch));
        if (Count(batch) == 0) throw new ArgumentException("a batch has at least one example; no label and no value was given", nameof(batch));
        if (batch.Features.Count == 0 || batch.Features.Count % Count(batch) != 0)
            throw new ArgumentException($"{batch.Features.Count} features cannot be those of {Count(batch)} examples", nameof(batch));
    }

    public void Add(LearnExamples batch)
    {
        lock (_lock)
        {
            if (_completed) throw new InvalidOperationException("sending was completed; no batch can follow");
            if (batch.FirstSequence != 0 && batch.FirstSequence != _next)
                throw new ArgumentException($"the batch begins at sequence {batch.FirstSequence}, {_next} is next", nameof(batch));
            batch.FirstSequence = _next;
            _next += Count(batch);
            _batches.AddLast(batch);
        }
        _changed.Writer.TryWrite(true);
    }

    public void Complete()
    {
        lock (_lock) _completed = true;
        _changed.Writer.TryWrite(true);
    }

    /// <summary>A connection begins: all that is unacknowledged is sent again, the server knows duplicates by their numbers.</summary>
    /// <exception cref="SessionDivergedException">The number cannot follow from what was sent.</exception>
    public void Begin(string session, long lastDurableSequence)
    {
        lock (_lock)
        {
            if (!_numbered)
            {
                _numbered = true;
                _acknowledged = lastDurableSequence;
                _next = lastDurableSequence + 1;
            }
            if (lastDurableSequence < _acknowledged || lastDurableSequence >= _next)
                throw new SessionDivergedException(session, lastDurableSequence, _acknowledged, _next - 1);
            _durable = lastDurableSequence;
            _lastSent = null;
        }
    }

    /// <returns>The next batch to send, or null when nothing follows.</returns>
    public async Task<LearnExamples?> Next(CancellationToken cancellation)
    {
        while (true)
        {
            lock (_lock)
            {
                var next = _lastSent is null ? _batches.First : _lastSent.Next;
                if (next is not null) return (_lastSent = next).Value;
                if (_completed) return null;
            }
            await _changed.Reader.ReadAsync(cancellation);
        }
    }

    /// <returns>Batches that end at or before <paramref name="lastSequence"/>, and are done with.</returns>
    public int Acknowledge(string session, long lastSequence)
    {
        lock (_lock)
        {
            if (lastSequence >= _next) throw new SessionDivergedException(session, lastSequence, _acknowledged, _next - 1);
            var done = 0;
            while (_batches.First is { } first && first.Value.FirstSequence + Count(first.Value) - 1 <= lastSequence)
            {
                if (ReferenceEquals(first, _lastSent)) _lastSent = null;
                _acknowledged = first.Value.FirstSequence + Count(first.Value) - 1;
                _durable = Math.Max(_durable, _acknowledged);
                _batches.RemoveFirst();
                done++;
            }
            return done;
        }
    }
}
