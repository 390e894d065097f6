using System.Runtime.InteropServices;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.Models;

/// <summary>Tensors of other float types as the F32 that networks compute with.</summary>
internal static class WiderFloats
{
    /// <returns>The tensor itself when it is no F16 or F64: whether its type fits is for the network to say.</returns>
    public static NamedTensor Of(NamedTensor tensor) => tensor.ElementType switch
    {
        ElementType.F16 => F32(tensor, MemoryMarshal.Cast<byte, Half>(tensor.Data.Span), value => (float)value),
        ElementType.F64 => F32(tensor, MemoryMarshal.Cast<byte, double>(tensor.Data.Span), value => (float)value),
        _ => tensor,
    };

    public static bool AreFinite(NamedTensor tensor)
    {
        foreach (var value in MemoryMarshal.Cast<byte, float>(tensor.Data.Span))
        {
            if (!float.IsFinite(value)) return false;
        }
        return true;
    }

    private static NamedTensor F32<T>(NamedTensor tensor, ReadOnlySpan<T> values, Func<T, float> widen)
    {
        var wide = new float[values.Length];
        for (var i = 0; i < wide.Length; i++) wide[i] = widen(values[i]);
        return tensor with { ElementType = ElementType.F32, Data = MemoryMarshal.AsBytes(wide.AsSpan()).ToArray() };
    }
}
