using System.Runtime.InteropServices;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Learning.Networks;

/// <summary>Makes stored tensors out of numbers in memory.</summary>
internal static class StoredTensor
{
    public static NamedTensor From(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values) =>
        new(name, ElementType.F32, [.. shape], MemoryMarshal.AsBytes(values).ToArray());

    public static NamedTensor From(string name, ReadOnlySpan<double> values) =>
        new(name, ElementType.F64, [values.Length], MemoryMarshal.AsBytes(values).ToArray());

    public static NamedTensor From(string name, ReadOnlySpan<long> values) =>
        new(name, ElementType.I64, [values.Length], MemoryMarshal.AsBytes(values).ToArray());

    public static NamedTensor From(string name, ReadOnlySpan<byte> values) =>
        new(name, ElementType.U8, [values.Length], values.ToArray());
}
