using System.Globalization;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.Tests.OnlineLearning;

/// <summary>
/// The store of a machine that loses power: what had returned is there; of the write under way some part may be. An append leaves nothing, all
/// of it, or a first part, with or without zeros in the place of the rest, from a sector's border on; a put or delete is done or not.
/// </summary>
internal sealed class PowerLossStore(int seed) : IBlobStore
{
    private const int Sector = 512;
    private readonly SortedDictionary<string, (byte[] Bytes, long Version)> _blobs = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private long _versions;
    private long _left = long.MaxValue;

    public bool IsOff { get; private set; }

    /// <summary>The power goes in the midst of the write after so many more.</summary>
    public void LosePowerAfter(int writes) => _left = writes;

    public void Restart() => (IsOff, _left) = (false, long.MaxValue);

    public async Task<BlobProperties?> GetProperties(string name, CancellationToken cancellation = default)
    {
        await Task.Yield();
        lock (_gate) return Read(name) is { } blob ? Properties(name, blob) : null;
    }

    public async Task<Stream> OpenRead(string name, CancellationToken cancellation = default)
    {
        await Task.Yield();
        lock (_gate) return Read(name) is { } blob ? new MemoryStream(blob.Bytes, writable: false) : throw new BlobNotFoundException(name);
    }

    public async Task<BlobProperties> Put(string name, Stream content, BlobCondition condition = default, CancellationToken cancellation = default)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellation);
        lock (_gate)
        {
            Check(name, condition);
            var blob = (copy.ToArray(), ++_versions);
            Write(() => _blobs[name] = blob, () => { if (_random.Next(2) == 0) _blobs[name] = blob; });
            return Properties(name, blob);
        }
    }

    public async Task<long> Append(string name, ReadOnlyMemory<byte> data, long expectedLength, CancellationToken cancellation = default)
    {
        await Task.Yield();
        lock (_gate)
        {
            var before = Read(name)?.Bytes ?? [];
            if (before.Length != expectedLength) throw new BlobConditionException(name, $"{expectedLength} bytes", null, before.Length);
            byte[] after = [.. before, .. data.Span];
            Write(() => _blobs[name] = (after, ++_versions), () =>
            {
                if (Torn(before.Length, after) is { } torn) _blobs[name] = (torn, ++_versions);
            });
            return after.Length;
        }
    }

    public async IAsyncEnumerable<BlobProperties> List(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.Yield();
        List<BlobProperties> found;
        lock (_gate)
        {
            RequirePower();
            found = [.. _blobs.Where(blob => blob.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(blob => Properties(blob.Key, blob.Value))];
        }
        foreach (var blob in found) yield return blob;
    }

    public async Task<bool> Delete(string name, BlobCondition condition = default, CancellationToken cancellation = default)
    {
        await Task.Yield();
        lock (_gate)
        {
            Check(name, condition);
            var found = _blobs.ContainsKey(name);
            Write(() => _blobs.Remove(name), () => { if (_random.Next(2) == 0) _blobs.Remove(name); });
            return found;
        }
    }

    private byte[]? Torn(int before, byte[] after)
    {
        switch (_random.Next(4))
        {
            case 0: return null;
            case 1: return after;
            case 2: return _random.Next(before, after.Length) is var cut && cut == 0 ? null : after[..cut];
            default:
                var torn = after.ToArray();
                var border = (_random.Next(before, after.Length) + Sector - 1) / Sector * Sector;
                torn.AsSpan(Math.Clamp(border, before, after.Length)).Clear();
                return torn;
        }
    }

    private void Write(Action whole, Action part)
    {
        if (_left-- > 0)
        {
            whole();
            return;
        }
        part();
        IsOff = true;
        RequirePower();
    }

    private (byte[] Bytes, long Version)? Read(string name)
    {
        RequirePower();
        return _blobs.TryGetValue(name, out var blob) ? blob : null;
    }

    private void Check(string name, BlobCondition condition)
    {
        var found = Read(name) is { } blob ? Properties(name, blob) : null;
        if (condition.IfAbsent && found is not null) throw new BlobConditionException(name, "no blob", found.ETag, found.LengthBytes);
        if (condition.IfMatch is { } expected && found?.ETag != expected) throw new BlobConditionException(name, $"ETag {expected}", found?.ETag, found?.LengthBytes);
    }

    private void RequirePower()
    {
        if (IsOff) throw new IOException("the power is gone");
    }

    private static BlobProperties Properties(string name, (byte[] Bytes, long Version) blob) => new(name, blob.Bytes.Length, blob.Version.ToString(CultureInfo.InvariantCulture));
}
