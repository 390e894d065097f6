using System.Runtime.Intrinsics;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Optimizers;

/// <summary>Clipping by the norm over all gradients: Pascanu, Mikolov and Bengio, 2013; PyTorch's <c>clip_grad_norm_</c>.</summary>
internal static unsafe class GradientNorm
{
    private const int Block = 4096;
    private const double Epsilon = 1e-6;

    /// <summary>Scales the gradients so that their norm is at most <paramref name="most"/>.</summary>
    public static void Clip(float* gradients, IEnumerable<(long Offset, long Length)> stretches, double most)
    {
        var parts = stretches.ToArray();
        var norm = Math.Sqrt(parts.Sum(part => SquareSum(gradients + part.Offset, part.Length)));
        if (norm + Epsilon <= most) return;
        var scale = Vector512.Create((float)(most / (norm + Epsilon)));
        foreach (var (offset, length) in parts)
        {
            for (var i = offset; i < offset + length; i += Simd.Width) (Vector512.Load(gradients + i) * scale).Store(gradients + i);
        }
    }

    // In blocks, so that the error of float sums does not grow with the network.
    private static double SquareSum(float* from, long length)
    {
        var total = 0.0;
        for (var begin = 0L; begin < length; begin += Block)
        {
            var sum = Vector512<float>.Zero;
            var end = Math.Min(begin + Block, length);
            for (var i = begin; i < end; i += Simd.Width)
            {
                var g = Vector512.Load(from + i);
                sum = Simd.MultiplyAdd(g, g, sum);
            }
            total += Vector512.Sum(sum);
        }
        return total;
    }
}
