using System.Runtime.Intrinsics;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers;

/// <summary>x Wᵀ + b over <c>[batch, …, features]</c>.</summary>
/// <param name="steps">Rows in one example.</param>
internal sealed unsafe class Affine(Parameter weight, Parameter? bias, int steps)
    : Operation(bias is null ? [weight] : [weight, bias]), IWrittenOut
{
    /// <summary>Multiplications from which on torch's product is faster than the loops here, measured; below, the call itself costs more.</summary>
    private const long TorchFrom = 40_000;

    /// <summary>Up to so many examples the loops of the backward pass hold all operands in registers and near caches, and are the faster ones, measured; not on narrower hardware.</summary>
    private static readonly int LoopsUpTo = Vector512.IsHardwareAccelerated ? 64 : 1;

    private readonly int _features = (int)weight.Spec.Shape[1];

    private readonly int _units = (int)weight.Spec.Shape[0];

    public int OutputWidth => steps * _units;

    public override torch.Tensor Forward(torch.Tensor input) => torch.nn.functional.linear(input, weight.Leaf, bias?.Leaf);

    public void Forward(NativeBuffer input, NativeBuffer output, int examples)
    {
        var rows = examples * steps;
        if (PaysTorch(rows))
            output.Matrix(rows, _units).addmm_(input.Matrix(rows, _features), weight.Transposed, 0, 1);
        else
            MatMul.TimesTransposed(input.Pointer, weight.Pointer, output.Pointer, rows, _features, _units);
        if (bias is not null) AddBias(output.Pointer, rows);
    }

    public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples)
    {
        var rows = examples * steps;
        if (bias is not null) SumBiasGradient(outputGradient.Pointer, rows);
        if (rows > LoopsUpTo && PaysTorch(rows))
        {
            weight.GradientTensor.addmm_(outputGradient.TransposedMatrix(rows, _units), input.Matrix(rows, _features), 0, 1);
            inputGradient?.Matrix(rows, _features).addmm_(outputGradient.Matrix(rows, _units), weight.Tensor, 0, 1);
            return;
        }
        MatMul.Combine(outputGradient.Pointer, 1, _units, input.Pointer, weight.Gradient, _units, rows, _features);
        if (inputGradient is not null)
            MatMul.Combine(outputGradient.Pointer, _units, 1, weight.Pointer, inputGradient.Pointer, rows, _units, _features);
    }

    // One row is a product of matrix and vector, which is bound by memory and gains nothing from torch.
    private bool PaysTorch(int rows) => rows > 1 && (long)rows * _features * _units >= TorchFrom;

    private void AddBias(float* output, int rows)
    {
        for (var row = 0; row < rows; row++, output += _units)
        {
            var column = 0;
            for (; column <= _units - Simd.Width; column += Simd.Width)
                (Vector512.Load(output + column) + Vector512.Load(bias!.Pointer + column)).Store(output + column);
            if (column == _units) continue;
            var sum = Vector512.Load(output + column) + Vector512.Load(bias!.Pointer + column);
            Simd.Store(sum, output + column, Simd.Mask(_units - column));
        }
    }

    private void SumBiasGradient(float* outputGradient, int rows)
    {
        for (var column = 0; column < _units; column += Simd.Width)
        {
            var sum = Vector512<float>.Zero;
            for (var row = 0; row < rows; row++) sum += Vector512.Load(outputGradient + (nint)row * _units + column);
            Simd.Store(sum, bias!.Gradient + column, Simd.Mask(_units - column));
        }
    }
}
