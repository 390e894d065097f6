using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DistributedDL.Silo.Training.Ranks;

internal static class RankSum
{
    /// <summary>to = one + other; <paramref name="to"/> may be either of them.</summary>
    public static void Add(ReadOnlySpan<float> one, ReadOnlySpan<float> other, Span<float> to)
    {
        var wideOne = MemoryMarshal.Cast<float, Vector512<float>>(one);
        var wideOther = MemoryMarshal.Cast<float, Vector512<float>>(other)[..wideOne.Length];
        var wideTo = MemoryMarshal.Cast<float, Vector512<float>>(to)[..wideOne.Length];
        for (var i = 0; i < wideOne.Length; i++) wideTo[i] = wideOne[i] + wideOther[i];
        for (var i = wideOne.Length * Vector512<float>.Count; i < one.Length; i++) to[i] = one[i] + other[i];
    }
}
