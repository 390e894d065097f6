using System.Runtime.Intrinsics;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers;

/// <summary>y = x · factor + offset.</summary>
internal sealed class RescaleLayer(string name, IReadOnlyList<int> input, float factor, float offset) : Layer(name, "rescale", input, input)
{
    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters) => [new Rescale((int)Shape.Width(Input), factor, offset)];

    private sealed unsafe class Rescale(int width, float factor, float offset) : Operation, IWrittenOut
    {
        public int OutputWidth => width;

        public override torch.Tensor Forward(torch.Tensor input)
        {
            using var scaled = input * factor;
            return scaled + offset;
        }

        public void Forward(NativeBuffer input, NativeBuffer output, int examples) => Run(input.Pointer, output.Pointer, (long)examples * width, offset);

        public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples)
        {
            if (inputGradient is not null) Run(outputGradient.Pointer, inputGradient.Pointer, (long)examples * width, 0);
        }

        private void Run(float* from, float* to, long count, float offset)
        {
            var scale = Vector512.Create(factor);
            var shift = Vector512.Create(offset);
            for (var i = 0L; i < count; i += Simd.Width) Simd.MultiplyAdd(Vector512.Load(from + i), scale, shift).Store(to + i);
        }
    }
}
