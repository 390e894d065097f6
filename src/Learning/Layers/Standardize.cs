using System.Runtime.Intrinsics;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers;

/// <summary>(x − mean) / std over rows.</summary>
internal sealed unsafe class Standardize(Parameter mean, Parameter std, int width) : Operation(mean, std), IWrittenOut
{
    public int OutputWidth => width;

    public override torch.Tensor Forward(torch.Tensor input)
    {
        using var centred = input - mean.Leaf;
        return centred / std.Leaf;
    }

    public void Forward(NativeBuffer input, NativeBuffer output, int examples) => Run(input.Pointer, output.Pointer, examples, centre: true);

    public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples)
    {
        if (inputGradient is not null) Run(outputGradient.Pointer, inputGradient.Pointer, examples, centre: false);
    }

    private void Run(float* from, float* to, int examples, bool centre)
    {
        for (var row = 0; row < examples; row++, from += width, to += width)
        {
            for (var i = 0; i < width; i += Simd.Width)
            {
                var x = Vector512.Load(from + i);
                if (centre) x -= Vector512.Load(mean.Pointer + i);
                x /= Vector512.Load(std.Pointer + i);
                if (width - i >= Simd.Width) x.Store(to + i);
                else Simd.Store(x, to + i, Simd.Mask(width - i));
            }
        }
    }
}
