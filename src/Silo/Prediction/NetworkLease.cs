namespace DistributedDL.Silo.Prediction;

/// <summary>Keeps a cached network from being disposed while it is used.</summary>
internal sealed class NetworkLease(NetworkCache cache, NetworkCache.Entry entry, FrozenNetwork network) : IDisposable
{
    private int _disposed;

    public FrozenNetwork Network { get; } = network;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) cache.Return(entry);
    }
}
