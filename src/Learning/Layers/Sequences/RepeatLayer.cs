using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers.Sequences;

/// <summary><c>[features]</c> to <c>[count, features]</c>, the same at each step.</summary>
internal sealed class RepeatLayer(string name, IReadOnlyList<int> input, int count) : Layer(name, "repeat", input, [count, input[^1]])
{
    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters) => [new Repeat(Input[^1], count)];

    private sealed unsafe class Repeat(int features, int count) : Operation, IWrittenOut
    {
        public int OutputWidth => features * count;

        public override torch.Tensor Forward(torch.Tensor input) => input.unsqueeze(1).expand(-1, count, -1);

        public void Forward(NativeBuffer input, NativeBuffer output, int examples)
        {
            for (var example = 0; example < examples; example++)
                Rows.Copy(input.Pointer + (nint)example * features, 0, output.Pointer + (nint)example * OutputWidth, features, count, features);
        }

        public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples)
        {
            if (inputGradient is null) return;
            inputGradient.Span[..(examples * features)].Clear();
            for (var example = 0; example < examples; example++)
                Rows.Add(outputGradient.Pointer + (nint)example * OutputWidth, features, inputGradient.Pointer + (nint)example * features, 0, count, features);
        }
    }
}
