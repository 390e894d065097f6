using System.Runtime.InteropServices;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Learning.Training;

/// <summary>Examples in memory, once: features as stored (U8 or F32) and targets as floats.</summary>
public sealed unsafe class ExampleSet : IDisposable
{
    private readonly long room;
    private readonly bool isBytes;
    private byte* features;
    private float* targets;

    /// <summary>Allocates room outside of the managed heap, to be filled by <see cref="Append"/>.</summary>
    /// <param name="examples">Room; 0 to 2³¹ − 1.</param>
    /// <param name="featureWidth">Numbers in one example's features; at least 1.</param>
    /// <exception cref="InvalidArgumentException">A size out of bounds, or an element type other than U8 and F32.</exception>
    public ExampleSet(long examples, int featureWidth, ElementType featureType)
    {
        var violations = new List<FieldViolation>();
        if (examples is < 0 or > int.MaxValue) violations.Add(new("examples", $"{examples} is not from 0 to {int.MaxValue}"));
        if (featureWidth < 1) violations.Add(new("feature_width", $"{featureWidth} is below 1"));
        if (featureType is not (ElementType.U8 or ElementType.F32)) violations.Add(new("feature_type", $"{featureType} is not one of U8, F32"));
        InvalidArgumentException.ThrowIfAny(violations);
        room = examples;
        FeatureWidth = featureWidth;
        isBytes = featureType == ElementType.U8;
        features = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, examples * ExampleBytes), 64);
        targets = (float*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, examples * sizeof(float)), 64);
    }

    ~ExampleSet() => Free();

    public long Count { get; private set; }

    public int FeatureWidth { get; }

    internal bool IsBytes => isBytes;

    internal ReadOnlySpan<float> Targets => new(Require(targets), (int)Count);

    private long ExampleBytes => isBytes ? FeatureWidth : (long)FeatureWidth * sizeof(float);

    /// <summary>Adds consecutive examples.</summary>
    /// <param name="features">Row-major <c>[examples, FeatureWidth]</c> in the set's element type, little-endian.</param>
    /// <param name="targets">Class index or value, one an example.</param>
    /// <exception cref="InvalidArgumentException">Features and targets do not match, or the room is too small; nothing was added.</exception>
    public void Append(ReadOnlySpan<byte> features, ReadOnlySpan<float> targets)
    {
        Require(this.targets);
        if (features.Length != targets.Length * ExampleBytes)
            throw new InvalidArgumentException("features", $"{features.Length} bytes are not {targets.Length} examples of {ExampleBytes} bytes");
        if (targets.Length > room - Count)
            throw new InvalidArgumentException("targets", $"{targets.Length} examples are more than the room left for {room - Count}");
        features.CopyTo(new Span<byte>(this.features + Count * ExampleBytes, features.Length));
        targets.CopyTo(new Span<float>(this.targets + Count, targets.Length));
        Count += targets.Length;
    }

    /// <summary>Copies the features of <paramref name="indices"/> as floats, <c>[indices, FeatureWidth]</c>, and their targets.</summary>
    public void Gather(ReadOnlySpan<int> indices, Span<float> features, Span<float> targets)
    {
        Require(this.targets);
        for (var i = 0; i < indices.Length; i++)
        {
            var index = indices[i];
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(indices));
            targets[i] = this.targets[index];
            var to = features.Slice(i * FeatureWidth, FeatureWidth);
            var from = this.features + index * ExampleBytes;
            if (isBytes) ByteWidening.Widen(new ReadOnlySpan<byte>(from, FeatureWidth), to);
            else new ReadOnlySpan<float>(from, FeatureWidth).CopyTo(to);
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>Where the first feature is that is not finite, or (-1, -1).</summary>
    internal (long Example, int Feature) FindNotFinite()
    {
        if (isBytes) return (-1, -1);
        for (var i = 0L; i < Count; i++)
        {
            var row = new ReadOnlySpan<float>(features + i * ExampleBytes, FeatureWidth);
            if (Numerics.Simd.AllFinite(row)) continue;
            for (var j = 0; j < row.Length; j++)
            {
                if (!float.IsFinite(row[j])) return (i, j);
            }
        }
        return (-1, -1);
    }

    private float* Require(float* pointer)
    {
        ObjectDisposedException.ThrowIf(pointer is null, this);
        return pointer;
    }

    private void Free()
    {
        NativeMemory.AlignedFree(features);
        NativeMemory.AlignedFree(targets);
        features = null;
        targets = null;
    }
}
