using System.Runtime.Intrinsics;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Activations;

/// <summary>An activation that acts on each number alone.</summary>
internal sealed unsafe class Elementwise<TFunction>(string name, TFunction function) : Activation(name)
    where TFunction : struct, IElementwise
{
    public override bool Fuses => function.Fuses;

    public override torch.Tensor Forward(torch.Tensor input) => function.Value(input);

    // The buffers have room behind their end, so that the last vector may run over it.
    public override void Forward(float* x, float* y, int rows, int width)
    {
        var f = function;
        var count = (long)rows * width;
        for (var i = 0L; i < count; i += Simd.Width) f.Value(Vector512.Load(x + i)).Store(y + i);
    }

    public override void Backward(float* x, float* y, float* dy, float* dx, int rows, int width)
    {
        var f = function;
        var count = (long)rows * width;
        for (var i = 0L; i < count; i += Simd.Width)
            (Vector512.Load(dy + i) * f.Slope(Vector512.Load(x + i), Vector512.Load(y + i))).Store(dx + i);
    }
}
