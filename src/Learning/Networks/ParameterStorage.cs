using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Networks;

/// <summary>
/// All tensors of a network: the trainable ones in one flat storage with their gradients in another, the fitted ones in a third.
/// Each begins at a multiple of 64 bytes; the room between stays zero under every optimizer.
/// </summary>
internal sealed class ParameterStorage : IDisposable
{
    private readonly NativeBuffer _fitted;
    private readonly Dictionary<Layer, Parameter[]> _byLayer = [];

    public ParameterStorage(IReadOnlyList<Layer> layers)
    {
        Weights = new NativeBuffer(RoomFor(layers, trainable: true));
        Gradients = new NativeBuffer(Weights.Length);
        _fitted = new NativeBuffer(RoomFor(layers, trainable: false));
        long weightOffset = 0, fittedOffset = 0;
        foreach (var layer in layers)
        {
            _byLayer[layer] = [.. layer.Parameters.Select(spec => spec.Trainable
                ? new Parameter($"{layer.Name}.{spec.Name}", spec, Weights, Gradients, Take(ref weightOffset, spec))
                : new Parameter($"{layer.Name}.{spec.Name}", spec, _fitted, null, Take(ref fittedOffset, spec)))];
        }
        All = [.. _byLayer.Values.SelectMany(group => group).OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];
    }

    public NativeBuffer Weights { get; }

    public NativeBuffer Gradients { get; }

    /// <summary>In ordinal order of their names.</summary>
    public IReadOnlyList<Parameter> All { get; }

    public IReadOnlyList<Parameter> Of(Layer layer) => _byLayer[layer];

    public IReadOnlyList<NamedTensor> Save(string prefix = "") =>
        [.. All.Select(parameter => StoredTensor.From(prefix + parameter.Name, parameter.Spec.Shape, parameter.Values))];

    /// <exception cref="InvalidArgumentException">Missing, unknown or misshapen tensors; nothing was changed.</exception>
    public void Load(IReadOnlyList<NamedTensor> tensors)
    {
        var reader = Reader(tensors);
        reader.ThrowIfUnfit();
        foreach (var parameter in All) reader.Copy(parameter.Name, parameter.Values);
    }

    /// <summary>All values as they lie in storage; for another network of the same architecture.</summary>
    public float[] CopyValues()
    {
        var values = new float[Weights.Length + _fitted.Length];
        Weights.Span.CopyTo(values);
        _fitted.Span.CopyTo(values.AsSpan((int)Weights.Length));
        return values;
    }

    /// <param name="values">Of <see cref="CopyValues"/>.</param>
    public void SetValues(ReadOnlySpan<float> values)
    {
        values[..(int)Weights.Length].CopyTo(Weights.Span);
        values[(int)Weights.Length..].CopyTo(_fitted.Span);
    }

    /// <summary>What <see cref="Load"/> would refuse, or null.</summary>
    public string? FindFault(IReadOnlyList<NamedTensor> tensors)
    {
        var faults = Reader(tensors).Faults();
        return faults.Count == 0 ? null : string.Join("; ", faults.Select(fault => $"{fault.Field}: {fault.Description}"));
    }

    public void Dispose()
    {
        foreach (var parameter in All) parameter.Dispose();
        _fitted.Dispose();
        Gradients.Dispose();
        Weights.Dispose();
    }

    private TensorReader Reader(IReadOnlyList<NamedTensor> tensors)
    {
        var reader = new TensorReader(tensors);
        foreach (var parameter in All) reader.Expect(parameter.Name, parameter.Spec.Shape, parameter.Values.Length);
        return reader;
    }

    private static long RoomFor(IReadOnlyList<Layer> layers, bool trainable) =>
        layers.SelectMany(layer => layer.Parameters).Where(spec => spec.Trainable == trainable).Sum(spec => NativeBuffer.RoundUp(spec.Length));

    private static long Take(ref long offset, ParameterSpec spec)
    {
        var taken = offset;
        offset += NativeBuffer.RoundUp(spec.Length);
        return taken;
    }
}
