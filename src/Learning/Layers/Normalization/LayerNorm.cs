using System.Runtime.Intrinsics;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers.Normalization;

/// <summary>Layer normalization of rows.</summary>
/// <param name="places">Rows in one example.</param>
internal sealed unsafe class LayerNorm(Parameter weight, Parameter bias, int places, float epsilon) : Operation(weight, bias), IWrittenOut
{
    private readonly int _width = weight.Length;

    public int OutputWidth => places * _width;

    public override torch.Tensor Forward(torch.Tensor input) =>
        torch.nn.functional.layer_norm(input, [_width], weight.Leaf, bias.Leaf, epsilon);

    public void Forward(NativeBuffer input, NativeBuffer output, int examples)
    {
        float* x = input.Pointer, y = output.Pointer;
        for (var row = 0; row < examples * places; row++, x += _width, y += _width)
        {
            var (mean, scale) = Measure(x);
            for (var i = 0; i < _width; i += Simd.Width)
            {
                var normal = (Vector512.Load(x + i) - mean) * scale;
                Rows.StoreUpTo(Simd.MultiplyAdd(normal, Vector512.Load(weight.Pointer + i), Vector512.Load(bias.Pointer + i)), y + i, _width - i);
            }
        }
    }

    public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples)
    {
        new Span<float>(weight.Gradient, _width).Clear();
        new Span<float>(bias.Gradient, _width).Clear();
        Rows.AddColumnSums(outputGradient.Pointer, examples * places, _width, bias.Gradient);
        for (var row = 0; row < examples * places; row++)
        {
            var at = (nint)row * _width;
            BackwardRow(input.Pointer + at, outputGradient.Pointer + at, inputGradient is null ? null : inputGradient.Pointer + at);
        }
    }

    private void BackwardRow(float* x, float* dy, float* dx)
    {
        var (mean, scale) = Measure(x);
        var (slopes, products) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var i = 0; i < _width; i += Simd.Width)
        {
            var mask = Simd.Mask(_width - i);
            var normal = (Simd.Load(x + i, mask) - mean) * scale;
            var dyHere = Simd.Load(dy + i, mask);
            Rows.StoreUpTo(Simd.MultiplyAdd(dyHere, normal, Vector512.Load(weight.Gradient + i)), weight.Gradient + i, _width - i);
            var slope = dyHere * Vector512.Load(weight.Pointer + i) & mask;
            slopes += slope;
            products = Simd.MultiplyAdd(slope, normal & mask, products);
        }
        if (dx is null) return;
        var sum = Vector512.Create(Vector512.Sum(slopes) / _width);
        var product = Vector512.Create(Vector512.Sum(products) / _width);
        for (var i = 0; i < _width; i += Simd.Width)
        {
            var normal = (Vector512.Load(x + i) - mean) * scale;
            var slope = Vector512.Load(dy + i) * Vector512.Load(weight.Pointer + i);
            Rows.StoreUpTo((slope - sum - normal * product) * scale, dx + i, _width - i);
        }
    }

    private (Vector512<float> Mean, Vector512<float> Scale) Measure(float* x)
    {
        var sum = Vector512<float>.Zero;
        for (var i = 0; i < _width; i += Simd.Width) sum += Simd.Load(x + i, Simd.Mask(_width - i));
        var mean = Vector512.Create(Vector512.Sum(sum) / _width);
        var squares = Vector512<float>.Zero;
        for (var i = 0; i < _width; i += Simd.Width)
        {
            var difference = (Vector512.Load(x + i) - mean) & Simd.Mask(_width - i);
            squares = Simd.MultiplyAdd(difference, difference, squares);
        }
        return (mean, Vector512.Create(1 / MathF.Sqrt(Vector512.Sum(squares) / _width + epsilon)));
    }
}
