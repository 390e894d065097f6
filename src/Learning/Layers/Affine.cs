using System.Runtime.Intrinsics;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers;

/// <summary>x Wᵀ + b over <c>[batch, features]</c>.</summary>
internal sealed unsafe class Affine(Parameter weight, Parameter? bias)
    : Operation(bias is null ? [weight] : [weight, bias]), IWrittenOut
{
    /// <summary>Multiplications from which on torch's product is faster than the loops here, measured; below, the call itself costs more.</summary>
    private const long TorchFrom = 40_000;

    /// <summary>Up to so many examples the loops of the backward pass hold all operands in registers and near caches, and are the faster ones.</summary>
    private const int LoopsUpTo = 64;

    private readonly int features = (int)weight.Spec.Shape[1];

    public int OutputWidth { get; } = (int)weight.Spec.Shape[0];

    public override torch.Tensor Forward(torch.Tensor input) => torch.nn.functional.linear(input, weight.Leaf, bias?.Leaf);

    public void Forward(NativeBuffer input, NativeBuffer output, int examples)
    {
        if (PaysTorch(examples))
            output.Matrix(examples, OutputWidth).addmm_(input.Matrix(examples, features), weight.Transposed, 0, 1);
        else
            MatMul.TimesTransposed(input.Pointer, weight.Pointer, output.Pointer, examples, features, OutputWidth);
        if (bias is not null) AddBias(output.Pointer, examples);
    }

    public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples)
    {
        if (bias is not null) SumBiasGradient(outputGradient.Pointer, examples);
        if (examples > LoopsUpTo && PaysTorch(examples))
        {
            weight.GradientTensor.addmm_(outputGradient.TransposedMatrix(examples, OutputWidth), input.Matrix(examples, features), 0, 1);
            inputGradient?.Matrix(examples, features).addmm_(outputGradient.Matrix(examples, OutputWidth), weight.Tensor, 0, 1);
            return;
        }
        MatMul.Combine(outputGradient.Pointer, 1, OutputWidth, input.Pointer, weight.Gradient, OutputWidth, examples, features);
        if (inputGradient is not null)
            MatMul.Combine(outputGradient.Pointer, OutputWidth, 1, weight.Pointer, inputGradient.Pointer, examples, OutputWidth, features);
    }

    // One row is a product of matrix and vector, which is bound by memory and gains nothing from torch.
    private bool PaysTorch(int examples) => examples > 1 && (long)examples * features * OutputWidth >= TorchFrom;

    private void AddBias(float* output, int examples)
    {
        for (var row = 0; row < examples; row++, output += OutputWidth)
        {
            var column = 0;
            for (; column <= OutputWidth - Simd.Width; column += Simd.Width)
                (Vector512.Load(output + column) + Vector512.Load(bias!.Pointer + column)).Store(output + column);
            if (column == OutputWidth) continue;
            var sum = Vector512.Load(output + column) + Vector512.Load(bias!.Pointer + column);
            Simd.Store(sum, output + column, Simd.Mask(OutputWidth - column));
        }
    }

    private void SumBiasGradient(float* outputGradient, int examples)
    {
        for (var column = 0; column < OutputWidth; column += Simd.Width)
        {
            var sum = Vector512<float>.Zero;
            for (var row = 0; row < examples; row++) sum += Vector512.Load(outputGradient + (nint)row * OutputWidth + column);
            Simd.Store(sum, bias!.Gradient + column, Simd.Mask(OutputWidth - column));
        }
    }
}
