using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers;

/// <summary>An activation within a network.</summary>
/// <param name="width">Numbers in one example.</param>
/// <param name="rowWidth">Size of the last dimension; divides the width.</param>
internal sealed unsafe class ActivationOperation(Activation activation, int width, int rowWidth) : Operation, IWrittenOut
{
    public int OutputWidth => width;

    public override torch.Tensor Forward(torch.Tensor input) => activation.Forward(input);

    public void Forward(NativeBuffer input, NativeBuffer output, int examples) =>
        activation.Forward(input.Pointer, output.Pointer, Rows(examples), rowWidth);

    public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples)
    {
        if (inputGradient is not null)
            activation.Backward(input.Pointer, output.Pointer, outputGradient.Pointer, inputGradient.Pointer, Rows(examples), rowWidth);
    }

    private int Rows(int examples) => checked((int)((long)examples * width / rowWidth));
}
