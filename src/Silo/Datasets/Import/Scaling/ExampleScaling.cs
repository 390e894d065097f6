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
    private byte[] _targets = [];

    public FeatureSchema Of(FeatureSchema features) => features with { Scales = columns };

    public TargetSchema Of(TargetSchema schema) => schema with { Scale = target };

    /// <param name="example">Its features are 32-bit floats.</param>
    /// <returns>The scaled example, valid until the next.</returns>
    /// <exception cref="InvalidArgumentException">A number is no finite 32-bit number any more.</exception>
    public ImportedExample Apply(ImportedExample example)
    {
        Scale(example.Features.Span, columns, ref _features);
        if (target is null) return example with { Features = _features };
        Scale(example.Targets.Span, [target], ref _targets);
        return new ImportedExample(_features, Scaled(example.Target, target), _targets);
    }

    private static void Scale(ReadOnlySpan<byte> from, IReadOnlyList<ColumnScale> scales, ref byte[] to)
    {
        if (to.Length != from.Length) to = new byte[from.Length];
        var numbers = MemoryMarshal.Cast<byte, float>(from);
        var scaled = MemoryMarshal.Cast<byte, float>(to.AsSpan());
        for (var i = 0; i < numbers.Length; i++) scaled[i] = Scaled(numbers[i], scales[i % scales.Count]);
    }

    private static float Scaled(float value, ColumnScale scale)
    {
        var scaled = (float)((value - scale.Offset) / scale.Scale);
        return float.IsFinite(scaled) ? scaled : throw new InvalidArgumentException("normalise", string.Create(CultureInfo.InvariantCulture,
            $"{value:R} lies so far outside the training split (offset {scale.Offset:R}, scale {scale.Scale:R}) that it is no 32-bit number when normalised"));
    }
}
