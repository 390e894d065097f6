using System.Runtime.Intrinsics;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Activations;

/// <summary>eˣ / Σ eˣ over the last dimension, after the row's largest number is taken off.</summary>
internal sealed unsafe class Softmax() : Activation(ActivationName)
{
    public const string ActivationName = "softmax";

    public override torch.Tensor Forward(torch.Tensor input) => input.softmax(-1);

    public override void Forward(float* x, float* y, int rows, int width)
    {
        for (var row = 0; row < rows; row++, x += width, y += width) Row(x, y, width);
    }

    public override void Backward(float* x, float* y, float* dy, float* dx, int rows, int width)
    {
        for (var row = 0; row < rows; row++, y += width, dy += width, dx += width)
        {
            var sum = Vector512<float>.Zero;
            for (var i = 0; i < width; i += Simd.Width)
                sum = Simd.MultiplyAdd(Simd.Load(y + i, Simd.Mask(width - i)), Simd.Load(dy + i, Simd.Mask(width - i)), sum);
            var mean = Vector512.Create(Vector512.Sum(sum));
            for (var i = 0; i < width; i += Simd.Width)
                Simd.Store(Vector512.Load(y + i) * (Vector512.Load(dy + i) - mean), dx + i, Simd.Mask(width - i));
        }
    }

    /// <summary>One row; gives the index of the largest x and the logarithm of Σ e^(x − largest). A NaN in the row makes the whole row NaN.</summary>
    public static (int Best, float LogSum) Row(float* x, float* y, int width)
    {
        var best = 0;
        for (var i = 1; i < width; i++)
        {
            if (x[i] > x[best]) best = i;
        }
        var shift = Vector512.Create(x[best]);
        var sums = Vector512<float>.Zero;
        for (var i = 0; i < width; i += Simd.Width)
        {
            var mask = Simd.Mask(width - i);
            var e = Vector512.Exp(Vector512.Load(x + i) - shift) & mask;
            sums += e;
            Simd.Store(e, y + i, mask);
        }
        var sum = Vector512.Sum(sums);
        var scale = Vector512.Create(1 / sum);
        for (var i = 0; i < width; i += Simd.Width) Simd.Store(Vector512.Load(y + i) * scale, y + i, Simd.Mask(width - i));
        return (best, MathF.Log(sum));
    }
}

internal sealed class SoftmaxKind : IActivationKind
{
    public string Name => Softmax.ActivationName;

    public Activation Create() => new Softmax();
}
