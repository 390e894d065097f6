using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Silo.Lanes;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Checkpoints;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Prediction;

/// <summary>
/// The frozen networks of a silo, bounded by bytes. A network is disposed when it has been evicted and its last lease is
/// returned. Weights alone do not make the key: two architectures may differ in an activation and share them.
/// </summary>
internal sealed class NetworkCache(TensorStore snapshots, LaneSet lanes, IOptions<PredictionOptions> options) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Key, Entry> _entries = [];
    private readonly LinkedList<Entry> _recent = [];

    /// <summary>Networks held now.</summary>
    public int Count
    {
        get { lock (_lock) return _entries.Count; }
    }

    /// <exception cref="CorruptBlobException">The stored weights are missing or damaged; names the blob.</exception>
    public async ValueTask<NetworkLease> Rent(ModelVersionReport version)
    {
        var entry = Take(version);
        try
        {
            var network = await entry.Loading;
            return new NetworkLease(this, entry, network);
        }
        catch
        {
            lock (_lock) Evict_NeedsLock(entry);
            Return(entry);
            throw;
        }
    }

    public void Return(Entry entry)
    {
        lock (_lock)
        {
            entry.Leases--;
            Trim_NeedsLock();
            DisposeIfUnused_NeedsLock(entry);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var entry in _entries.Values.ToArray()) Evict_NeedsLock(entry);
        }
    }

    private Entry Take(ModelVersionReport version)
    {
        var key = new Key(version.Model, version.Version, version.WeightsSha256, version.CreatedAt);
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var entry)) _recent.Remove(entry.Place);
            else _entries[key] = entry = new Entry(key, Task.Run(() => Load(version)));
            _recent.AddFirst(entry.Place);
            entry.Leases++;
            return entry;
        }
    }

    private async Task<FrozenNetwork> Load(ModelVersionReport version)
    {
        try
        {
            return new FrozenNetwork(version.Architecture, await snapshots.Load(version.WeightsSha256), lanes.Serving.Lanes);
        }
        catch (BlobNotFoundException e)
        {
            throw new CorruptBlobException(e.Blob, $"the weights of model '{version.Model}' version {version.Version} are missing");
        }
    }

    private void Trim_NeedsLock()
    {
        var total = _entries.Values.Sum(entry => entry.LengthBytes);
        for (var place = _recent.Last; place is not null && total > options.Value.CacheBytes; )
        {
            var entry = place.Value;
            place = place.Previous;
            if (entry.Leases > 0) continue;
            total -= entry.LengthBytes;
            Evict_NeedsLock(entry);
        }
    }

    private void Evict_NeedsLock(Entry entry)
    {
        if (!_entries.TryGetValue(entry.Key, out var present) || present != entry) return;
        _entries.Remove(entry.Key);
        _recent.Remove(entry.Place);
        entry.Evicted = true;
        DisposeIfUnused_NeedsLock(entry);
    }

    private static void DisposeIfUnused_NeedsLock(Entry entry)
    {
        if (entry is { Evicted: true, Leases: 0, Loading.IsCompletedSuccessfully: true }) entry.Loading.Result.Dispose();
    }

    internal readonly record struct Key(string Model, int Version, string WeightsSha256, DateTimeOffset CreatedAt);

    internal sealed class Entry
    {
        public Entry(Key key, Task<FrozenNetwork> loading)
        {
            (Key, Loading) = (key, loading);
            Place = new LinkedListNode<Entry>(this);
        }

        public Key Key { get; }

        public Task<FrozenNetwork> Loading { get; }

        public LinkedListNode<Entry> Place { get; }

        public int Leases { get; set; }

        public bool Evicted { get; set; }

        public long LengthBytes => Loading.IsCompletedSuccessfully ? Loading.Result.LengthBytes : 0;
    }
}
