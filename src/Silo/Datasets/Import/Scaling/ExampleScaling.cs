using System.Globalization;
using System.Runtime.InteropServices;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Silo.Datasets.Import.Scaling;

/// <summary>Brings examples to the size that a <see cref="ScalingFit"/> found.</summary>
/// <param name="columns">Of the last dimension of the features.</param>
/// <param name="target">Null for classes.</param>
public sealed class ExampleScaling(IReadOnlyList<ColumnScale> columns, ColumnScale? target)
{
    private byte[] _features = [];

    public FeatureSchema Of(FeatureSchema features) => features with { Scales = columns };

    public TargetSchema Of(TargetSchema schema) => schema with { Scale = target };

    /// <param name="example">Its features are 32-bit floats.</param>
    /// <returns>The scaled example, valid until the next.</returns>
    /// <exception cref="InvalidArgumentException">A number is no finite 32-bit number any more.</exception>
    public ImportedExample Apply(ImportedExample example)
    {
        if (_features.Length != example.Features.Length) _features = new byte[example.Features.Length];
        var from = MemoryMarshal.Cast<byte, float>(example.Features.Span);
        var to = MemoryMarshal.Cast<byte, float>(_features.AsSpan());
        for (var i = 0; i < from.Length; i++) to[i] = Scaled(from[i], columns[i % columns.Count]);
        return new ImportedExample(_features, target is null ? example.Target : Scaled(example.Target, target));
    }

    private static float Scaled(float value, ColumnScale scale)
    {
        var scaled = (float)((value - scale.Offset) / scale.Scale);
        return float.IsFinite(scaled) ? scaled : throw new InvalidArgumentException("normalise", string.Create(CultureInfo.InvariantCulture,
            $"{value:R} lies so far outside the training split (offset {scale.Offset:R}, scale {scale.Scale:R}) that it is no 32-bit number when normalised"));
    }
}
