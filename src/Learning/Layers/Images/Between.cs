using System.Runtime.Intrinsics;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Layers.Images;

/// <summary>A place of an output axis between two of the input's.</summary>
/// <param name="Share">Of the upper one, 0 to below 1.</param>
internal readonly record struct Between(int Lower, int Upper, float Share)
{
    public static Between[] Of(int input, int output)
    {
        var scale = (float)input / output;
        return [.. Enumerable.Range(0, output).Select(place =>
        {
            var at = Math.Max((place + 0.5f) * scale - 0.5f, 0);
            var lower = Math.Min((int)at, input - 1);
            return new Between(lower, Math.Min(lower + 1, input - 1), at - lower);
        })];
    }

    public Vector512<float> Mix(Vector512<float> lower, Vector512<float> upper) =>
        Simd.MultiplyAdd(upper, Vector512.Create(Share), lower * Vector512.Create(1 - Share));
}
