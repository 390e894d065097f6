using System.Security.Cryptography;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Naming;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.Datasets;

/// <summary>Writes one dataset version, example after example, holding at most one chunk a split in memory.</summary>
/// <remarks>For one caller at a time. After a failure the version cannot be completed: delete it.</remarks>
public sealed class DatasetWriter
{
    /// <summary>Chunks are cut at about this size.</summary>
    public const int ChunkBytes = 4 << 20;

    private readonly IBlobStore _store;
    private readonly string _folder;
    private readonly int _version;
    private readonly FeatureSchema _features;
    private readonly TargetSchema _target;
    private readonly Dictionary<string, ChunkBuffer> _splits = new(StringComparer.Ordinal);
    private bool _closed;

    internal DatasetWriter(IBlobStore store, string folder, int version, FeatureSchema features, TargetSchema target) =>
        (_store, _folder, _version, _features, _target) = (store, folder, version, features, target);

    /// <summary>Adds one example to a split.</summary>
    /// <param name="features">In the schema's element type, little-endian.</param>
    /// <param name="target">Class index or value.</param>
    /// <exception cref="ArgumentException">The example does not fit the schemas.</exception>
    /// <exception cref="InvalidOperationException">The version is complete, or writing it failed before.</exception>
    public ValueTask Add(string split, ReadOnlyMemory<byte> features, float target, CancellationToken cancellation = default) =>
        Add(split, features.Span, new ReadOnlySpan<float>(in target), cancellation);

    /// <summary>Adds one example with a target for each place of the schema's target shape.</summary>
    /// <param name="targets">Class indices or values, row-major; as many as the target schema's width.</param>
    /// <inheritdoc cref="Add(string, ReadOnlyMemory{byte}, float, CancellationToken)"/>
    public ValueTask Add(string split, ReadOnlySpan<byte> features, ReadOnlySpan<float> targets, CancellationToken cancellation = default)
    {
        RequireOpen();
        var buffer = BufferOf(split);
        if (features.Length != buffer.RowBytes)
            throw new ArgumentException($"an example has {buffer.RowBytes} bytes of features, {features.Length} were given", nameof(features));
        if (targets.Length != buffer.TargetWidth)
            throw new ArgumentException($"an example has {buffer.TargetWidth} target{(buffer.TargetWidth == 1 ? "" : "s")}, {targets.Length} were given", nameof(targets));
        foreach (var target in targets) Check(target);
        return buffer.Add(features, targets) ? new ValueTask(Flush(buffer, cancellation)) : ValueTask.CompletedTask;
    }

    /// <summary>Writes the last chunks and the manifest.</summary>
    /// <exception cref="InvalidOperationException">No example was added; or the version is complete, or writing it failed before.</exception>
    public async Task<DatasetVersionReport> Complete(DateTimeOffset createdAt, CancellationToken cancellation = default)
    {
        RequireOpen();
        if (_splits.Count == 0) throw new InvalidOperationException($"'{_folder}' has no example");
        var splits = new List<DatasetManifest.SplitEntry>();
        foreach (var (_, buffer) in _splits.OrderBy(s => Rank(s.Key)).ThenBy(s => s.Key, StringComparer.Ordinal))
        {
            await Flush(buffer, cancellation);
            splits.Add(buffer.ToEntry());
        }
        _closed = true;
        var bytes = new DatasetManifest(_features, _target, splits).ToBytes();
        using var content = new MemoryStream(bytes, writable: false);
        await _store.Put($"{_folder}/{DatasetManifest.FileName}", content, cancellation: cancellation);
        return new DatasetVersionReport(
            _version, _features, _target,
            [.. splits.Select(s => new SplitReport(s.Name, s.Examples, s.ClassCounts))],
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            splits.Sum(s => s.Chunks.Sum(c => c.LengthBytes)),
            createdAt);
    }

    private async Task Flush(ChunkBuffer buffer, CancellationToken cancellation)
    {
        _closed = true;
        await buffer.Flush(cancellation);
        _closed = false;
    }

    private void Check(float target)
    {
        if (!float.IsFinite(target)) throw new ArgumentOutOfRangeException(nameof(target), target, "a target is finite");
        if (_target.Kind == TargetKind.Class && !(target >= 0 && target < _target.Labels.Count && float.IsInteger(target)))
            throw new ArgumentOutOfRangeException(nameof(target), target, $"a class index is a whole number from 0 to {_target.Labels.Count - 1}");
    }

    private ChunkBuffer BufferOf(string split)
    {
        if (_splits.TryGetValue(split, out var buffer)) return buffer;
        ResourceName.Require("split", split);
        return _splits[split] = new ChunkBuffer(_store, _folder, split, _features, _target);
    }

    private void RequireOpen()
    {
        if (_closed) throw new InvalidOperationException($"'{_folder}' takes no more: it is complete, or writing it failed");
    }

    private static int Rank(string split)
    {
        for (var i = 0; i < Split.All.Count; i++)
            if (Split.All[i] == split) return i;
        return Split.All.Count;
    }
}
