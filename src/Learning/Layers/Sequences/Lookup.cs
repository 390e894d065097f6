using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers.Sequences;

/// <summary>Rows of a table by their index.</summary>
internal sealed unsafe class Lookup(Parameter weight, IndexReader reader, int steps) : Operation(weight), IWrittenOut
{
    private readonly int _units = (int)weight.Spec.Shape[1];

    public int OutputWidth => steps * _units;

    public override torch.Tensor Forward(torch.Tensor input) => weight.Leaf[reader.Read(input)];

    public void Forward(NativeBuffer input, NativeBuffer output, int examples)
    {
        for (var i = 0; i < examples * steps; i++)
            Rows.Copy(weight.Pointer + (nint)reader.Read(input.Pointer[i]) * _units, 0, output.Pointer + (nint)i * _units, 0, 1, _units);
    }

    public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples)
    {
        new Span<float>(weight.Gradient, weight.Length).Clear();
        for (var i = 0; i < examples * steps; i++)
            Rows.Add(outputGradient.Pointer + (nint)i * _units, 0, weight.Gradient + (nint)reader.Read(input.Pointer[i]) * _units, 0, 1, _units);
        inputGradient?.Span[..(examples * steps)].Clear();
    }
}
