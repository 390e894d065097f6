using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers.Recurrent;

/// <summary>One cell or two over a sequence.</summary>
internal sealed class Recurrence(RecurrentShape shape, Parameter[] parameters, Cell forward, Cell? back) : Operation(parameters), IWrittenOut, IPhased, IDisposable
{
    public int OutputWidth => shape.OutputWidth;

    public void Begin(Phase phase)
    {
        forward.Keeps = phase.Learns;
        if (back is not null) back.Keeps = phase.Learns;
    }

    public override torch.Tensor Forward(torch.Tensor input)
    {
        var there = forward.Run(input, reversed: false);
        return back is null ? there : torch.cat([there, back.Run(input, reversed: true)], -1);
    }

    public unsafe void Forward(NativeBuffer input, NativeBuffer output, int examples)
    {
        forward.Forward(input.Pointer, output.Pointer, examples, reversed: false);
        back?.Forward(input.Pointer, output.Pointer + shape.Units, examples, reversed: true);
    }

    public unsafe void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples)
    {
        inputGradient?.Span[..(examples * shape.InputWidth)].Clear();
        var dx = inputGradient is null ? null : inputGradient.Pointer;
        forward.Backward(input.Pointer, outputGradient.Pointer, dx, examples, reversed: false);
        back?.Backward(input.Pointer, outputGradient.Pointer + shape.Units, dx, examples, reversed: true);
    }

    public void Dispose()
    {
        forward.Dispose();
        back?.Dispose();
    }
}
