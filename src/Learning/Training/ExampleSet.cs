using System.Runtime.InteropServices;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Learning.Training;

/// <summary>Examples in memory, once: features as stored (U8 or F32) and targets as floats, one or several an example.</summary>
public sealed unsafe class ExampleSet : IDisposable
{
    private readonly long _room;
    private readonly bool _isBytes;
    private byte* _features;
    private float* _targets;

    /// <summary>Allocates room outside of the managed heap, to be filled by <see cref="Append"/>.</summary>
    /// <param name="examples">Room; 0 to 2³¹ − 1.</param>
    /// <param name="featureWidth">Numbers in one example's features; at least 1.</param>
    /// <param name="targetWidth">Targets of one example; at least 1.</param>
    /// <exception cref="InvalidArgumentException">A size out of bounds, or an element type other than U8 and F32.</exception>
    public ExampleSet(long examples, int featureWidth, ElementType featureType, int targetWidth = 1)
    {
        var violations = new List<FieldViolation>();
        if (examples is < 0 or > int.MaxValue) violations.Add(new("examples", $"{examples} is not from 0 to {int.MaxValue}"));
        if (featureWidth < 1) violations.Add(new("feature_width", $"{featureWidth} is below 1"));
        if (featureType is not (ElementType.U8 or ElementType.F32)) violations.Add(new("feature_type", $"{featureType} is not one of U8, F32"));
        if (targetWidth < 1) violations.Add(new("target_width", $"{targetWidth} is below 1"));
        else if (violations.Count == 0 && examples * targetWidth > int.MaxValue)
            violations.Add(new("examples", $"{examples} of {targetWidth} targets each have more than {int.MaxValue} targets"));
        InvalidArgumentException.ThrowIfAny(violations);
        _room = examples;
        FeatureWidth = featureWidth;
        TargetWidth = targetWidth;
        _isBytes = featureType == ElementType.U8;
        _features = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, examples * ExampleBytes), 64);
        _targets = (float*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, examples * targetWidth * sizeof(float)), 64);
    }

    ~ExampleSet() => Free();

    public long Count { get; private set; }

    public int FeatureWidth { get; }

    /// <summary>Targets of one example.</summary>
    public int TargetWidth { get; }

    internal ReadOnlySpan<float> Targets => new(Require(_targets), (int)Count * TargetWidth);

    internal bool IsBytes => _isBytes;

    private long ExampleBytes => _isBytes ? FeatureWidth : (long)FeatureWidth * sizeof(float);

    /// <summary>Adds consecutive examples.</summary>
    /// <param name="features">Row-major <c>[examples, FeatureWidth]</c> in the set's element type, little-endian.</param>
    /// <param name="targets">Class indices or values, <c>[examples, TargetWidth]</c>.</param>
    /// <exception cref="InvalidArgumentException">Features and targets do not match, or the room is too small; nothing was added.</exception>
    public void Append(ReadOnlySpan<byte> features, ReadOnlySpan<float> targets)
    {
        Require(_targets);
        var examples = targets.Length / TargetWidth;
        if (targets.Length % TargetWidth != 0)
            throw new InvalidArgumentException("targets", $"{targets.Length} are not whole examples of {TargetWidth}");
        if (features.Length != examples * ExampleBytes)
            throw new InvalidArgumentException("features", $"{features.Length} bytes are not {examples} examples of {ExampleBytes} bytes");
        if (examples > _room - Count)
            throw new InvalidArgumentException("targets", $"{examples} examples are more than the room left for {_room - Count}");
        features.CopyTo(new Span<byte>(_features + Count * ExampleBytes, features.Length));
        targets.CopyTo(new Span<float>(_targets + Count * TargetWidth, targets.Length));
        Count += examples;
    }

    /// <summary>Copies the features of <paramref name="indices"/> as floats, <c>[indices, FeatureWidth]</c>, and their targets, <c>[indices, TargetWidth]</c>.</summary>
    public void Gather(ReadOnlySpan<int> indices, Span<float> features, Span<float> targets)
    {
        Require(_targets);
        for (var i = 0; i < indices.Length; i++)
        {
            var index = indices[i];
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(indices));
            if (TargetWidth == 1) targets[i] = _targets[index];
            else new ReadOnlySpan<float>(_targets + (nint)index * TargetWidth, TargetWidth).CopyTo(targets[(i * TargetWidth)..]);
            var to = features.Slice(i * FeatureWidth, FeatureWidth);
            var from = _features + index * ExampleBytes;
            if (_isBytes) ByteWidening.Widen(new ReadOnlySpan<byte>(from, FeatureWidth), to);
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
        if (_isBytes) return (-1, -1);
        for (var i = 0L; i < Count; i++)
        {
            var row = new ReadOnlySpan<float>(_features + i * ExampleBytes, FeatureWidth);
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
        NativeMemory.AlignedFree(_features);
        NativeMemory.AlignedFree(_targets);
        _features = null;
        _targets = null;
    }
}
