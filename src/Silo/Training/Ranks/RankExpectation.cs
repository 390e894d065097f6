using DistributedDL.Learning.Training.DataParallel;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>The connections that a rank waits for: one from each rank above it.</summary>
internal sealed class RankExpectation(RankTicket ticket, Action<RankExpectation> forget) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RankConnection?[] _arrived = new RankConnection?[ticket.WorldSize];
    private readonly SemaphoreSlim _change = new(0);
    private bool _closed;

    public RankTicket Ticket { get; } = ticket;

    /// <returns>False when nobody waits any more.</returns>
    public bool Arrive(RankConnection connection)
    {
        lock (_gate)
        {
            if (_closed) return false;
            // A rank that calls again has given up its first call.
            _arrived[connection.Rank]?.Dispose();
            _arrived[connection.Rank] = connection;
        }
        _change.Release();
        return true;
    }

    /// <summary>Hands over the connections once all are here, by rank.</summary>
    /// <exception cref="RankLostException">The first rank that has not called within the limit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<RankConnection> Take(TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            lock (_gate)
            {
                var missing = Enumerable.Range(0, Ticket.WorldSize).FirstOrDefault(rank => rank > Ticket.Rank && _arrived[rank] is null, -1);
                if (missing < 0) return HandOver_NeedsGate();
                if (time.GetElapsedTime(begun) >= limit) throw new RankLostException(missing, $"it did not connect within {limit.TotalSeconds:0.#} s");
            }
            var left = limit - time.GetElapsedTime(begun);
            if (left > TimeSpan.Zero) _change.Wait(left, cancellation);
        }
    }

    public void Dispose()
    {
        forget(this);
        lock (_gate)
        {
            _closed = true;
            foreach (var connection in _arrived) connection?.Dispose();
            Array.Clear(_arrived);
        }
    }

    private List<RankConnection> HandOver_NeedsGate()
    {
        _closed = true;
        var all = _arrived.OfType<RankConnection>().ToList();
        Array.Clear(_arrived);
        return all;
    }
}
