namespace DistributedDL.Storage.Blobs;

/// <summary>A lock for each name that is in use, and none for the others.</summary>
internal sealed class NameLocks
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Waits for the lock of <paramref name="name"/>; disposing the result lets it go.</summary>
    public async ValueTask<Held> Enter(string name, CancellationToken cancellation)
    {
        Entry? entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(name, out entry)) _entries[name] = entry = new Entry();
            entry.Users++;
        }
        try
        {
            await entry.Turn.WaitAsync(cancellation);
        }
        catch
        {
            Leave(name, entry);
            throw;
        }
        return new Held(this, name, entry);
    }

    private void Leave(string name, Entry entry)
    {
        lock (_entries)
        {
            if (--entry.Users > 0) return;
            _entries.Remove(name);
        }
        entry.Turn.Dispose();
    }

    internal readonly struct Held(NameLocks locks, string name, Entry entry) : IDisposable
    {
        public void Dispose()
        {
            entry.Turn.Release();
            locks.Leave(name, entry);
        }
    }

    internal sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public int Users { get; set; }
    }
}
