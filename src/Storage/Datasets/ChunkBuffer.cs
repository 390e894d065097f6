using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Tensors;

namespace DistributedDL.Storage.Datasets;

/// <summary>The examples of one split that are not yet written.</summary>
internal sealed class ChunkBuffer(IBlobStore store, string folder, string split, FeatureSchema features, TargetSchema target)
{
    private readonly int _rowBytes = features.Width * SafetensorsLayout.SizeOf(features.ElementType);
    private readonly int _targetWidth = target.Width;
    private readonly List<DatasetManifest.ChunkEntry> _written = [];
    private readonly long[] _classCounts = new long[target.Labels.Count];
    private byte[] _features = [];
    private float[] _targets = [];
    private int _count;
    private long _examples;

    private int Capacity => Math.Max(1, DatasetWriter.ChunkBytes / (_rowBytes + _targetWidth * sizeof(float)));

    public int RowBytes => _rowBytes;

    public int TargetWidth => _targetWidth;

    /// <returns>Whether the chunk is now full.</returns>
    public bool Add(ReadOnlySpan<byte> row, ReadOnlySpan<float> values)
    {
        if (_features.Length == 0) (_features, _targets) = (new byte[Capacity * _rowBytes], new float[Capacity * _targetWidth]);
        row.CopyTo(_features.AsSpan(_count * _rowBytes));
        values.CopyTo(_targets.AsSpan(_count++ * _targetWidth));
        _examples++;
        if (target.Kind == TargetKind.Class)
        {
            foreach (var value in values) _classCounts[(int)value]++;
        }
        return _count == Capacity;
    }

    public async Task Flush(CancellationToken cancellation)
    {
        if (_count == 0) return;
        NamedTensor[] tensors =
        [
            new("features", features.ElementType, [_count, .. features.Shape.Select(s => (long)s)], _features.AsMemory(0, _count * _rowBytes)),
            new("targets", ElementType.F32, [_count, .. target.Shape.Select(s => (long)s)], MemoryMarshal.AsBytes(_targets.AsSpan(0, _count * _targetWidth)).ToArray()),
        ];
        var file = string.Create(CultureInfo.InvariantCulture, $"{split}-{_written.Count:D6}.safetensors");
        string digest;
        using (var content = new SafetensorsStream(tensors)) digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
        using (var content = new SafetensorsStream(tensors))
        {
            await store.Put($"{folder}/{file}", content, cancellation: cancellation);
            _written.Add(new DatasetManifest.ChunkEntry(file, _count, content.Length, digest));
        }
        _count = 0;
    }

    public DatasetManifest.SplitEntry ToEntry() => new(split, _examples, _classCounts, _written);
}
