using System.Text.Json;
using System.Text.Json.Serialization;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.Training;

/// <summary>
/// The recorded epochs of a run, a JSON line each, in an append blob. In memory are only the last epoch and the offset of
/// every <see cref="Stride"/>th line, so a run may have a million.
/// </summary>
internal sealed class EpochLog
{
    private const int Stride = 256;

    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly IBlobStore _blobs;
    private readonly string _name;
    private readonly List<long> _offsets = [];
    private long _lengthBytes;

    private EpochLog(IBlobStore blobs, string name) => (_blobs, _name) = (blobs, name);

    public EpochReport? Last { get; private set; }

    /// <summary>Epochs recorded: they are 1 to this one, without gaps.</summary>
    public int Count => Last?.Epoch ?? 0;

    /// <summary>Opens or begins the record. A last line that was cut off by a crash is removed.</summary>
    /// <exception cref="CorruptBlobException">A line other than the last is not an epoch.</exception>
    public static async Task<EpochLog> Open(IBlobStore blobs, string run, CancellationToken cancellation = default)
    {
        var log = new EpochLog(blobs, $"runs/{run}/epochs.jsonl");
        if (await blobs.GetProperties(log._name, cancellation) is not { } found) return log;
        await using (var content = await blobs.OpenRead(log._name, cancellation))
        {
            await foreach (var line in JsonLine.Read(content, cancellation)) log.Index(line);
        }
        if (log._lengthBytes < found.LengthBytes) await log.CutTail(found.ETag, cancellation);
        return log;
    }

    /// <summary>Appends epochs that follow the last one; those that are recorded already (a resumed run computes the same again) are passed over.</summary>
    /// <exception cref="BlobConditionException">Another attempt has appended.</exception>
    /// <exception cref="InvalidOperationException">They would leave a gap.</exception>
    public async Task Append(IReadOnlyList<EpochReport> epochs, CancellationToken cancellation = default)
    {
        var fresh = epochs.Where(epoch => epoch.Epoch > Count).ToArray();
        if (fresh.Length == 0) return;
        if (fresh[0].Epoch != Count + 1) throw new InvalidOperationException($"'{_name}' holds {Count} epochs; epoch {fresh[0].Epoch} would leave a gap");
        var text = new MemoryStream();
        var offsets = new List<long>();
        foreach (var epoch in fresh)
        {
            if ((epoch.Epoch - 1) % Stride == 0) offsets.Add(_lengthBytes + text.Length);
            JsonSerializer.Serialize(text, epoch, Json);
            text.WriteByte((byte)'\n');
        }
        _lengthBytes = await _blobs.Append(_name, text.GetBuffer().AsMemory(0, (int)text.Length), _lengthBytes, cancellation);
        _offsets.AddRange(offsets);
        Last = fresh[^1];
    }

    /// <summary>Recorded epochs after <paramref name="afterEpoch"/>, at most <paramref name="limit"/>.</summary>
    public async Task<List<EpochReport>> Read(int afterEpoch, int limit, CancellationToken cancellation = default)
    {
        var epochs = new List<EpochReport>();
        var until = Math.Min(Count, (long)afterEpoch + limit);
        if (afterEpoch >= until) return epochs;
        await using var content = await _blobs.OpenRead(_name, cancellation);
        content.Seek(_offsets[afterEpoch / Stride], SeekOrigin.Begin);
        await foreach (var line in JsonLine.Read(content, cancellation))
        {
            var epoch = Parse(line.Text) ?? throw new CorruptBlobException(_name, $"the line after epoch {afterEpoch + epochs.Count} is not an epoch");
            if (epoch.Epoch > afterEpoch) epochs.Add(epoch);
            if (epoch.Epoch >= until) break;
        }
        return epochs;
    }

    private void Index(JsonLine line)
    {
        if (!line.Ended) return;
        var epoch = Parse(line.Text);
        if (epoch?.Epoch != Count + 1) throw new CorruptBlobException(_name, $"the line after epoch {Count} is not epoch {Count + 1}");
        if (Count % Stride == 0) _offsets.Add(_lengthBytes);
        _lengthBytes += line.LengthBytes;
        Last = epoch;
    }

    private async Task CutTail(string etag, CancellationToken cancellation)
    {
        var whole = new byte[_lengthBytes];
        await using (var content = await _blobs.OpenRead(_name, cancellation)) await content.ReadExactlyAsync(whole, cancellation);
        await _blobs.Put(_name, new MemoryStream(whole), BlobCondition.Match(etag), cancellation);
    }

    private static EpochReport? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<EpochReport>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
