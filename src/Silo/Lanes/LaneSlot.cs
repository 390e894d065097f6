namespace DistributedDL.Silo.Lanes;

/// <summary>
/// A reserved place in the queue of a <see cref="LanePool"/>. Whoever must not be refused half-way (an example that is
/// journalled already) reserves first; disposing gives the place back.
/// </summary>
internal sealed class LaneSlot(LanePool pool) : IDisposable
{
    private bool _used;
    private int _state;

    /// <summary>Hands the work to the next free lane; the slot is given back when it ends.</summary>
    /// <param name="work">Told the index of its lane; synchronous, on that lane's thread.</param>
    public Task<T> Run<T>(Func<int, T> work, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_used, this);
        _used = true;
        var item = new LaneWork<T>(work, this, cancellation);
        try
        {
            pool.Enqueue(item);
        }
        catch
        {
            Dispose();
            throw;
        }
        return item.Done;
    }

    public void Dispose()
    {
        var before = Interlocked.Exchange(ref _state, 2);
        if (before != 2) pool.Release(begun: before == 1);
    }

    internal void Begin()
    {
        if (Interlocked.CompareExchange(ref _state, 1, 0) == 0) pool.Begin();
    }
}
