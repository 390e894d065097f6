using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers.Sequences;

/// <summary>A 1 at the place of each index, else 0: <c>[steps]</c> to <c>[steps, depth]</c>.</summary>
internal sealed class OneHotLayer(string name, IReadOnlyList<int> input, int depth) : Layer(name, "one_hot", input, [.. input, depth]), IIndexLayer
{
    public int Indices => depth;

    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters) =>
        [new OneHot(new IndexReader(Name, depth), (int)Shape.Width(Input))];

    private sealed unsafe class OneHot(IndexReader reader, int steps) : Operation, IWrittenOut
    {
        public int OutputWidth => steps * reader.Indices;

        public override torch.Tensor Forward(torch.Tensor input) =>
            torch.nn.functional.one_hot(reader.Read(input), reader.Indices).to_type(torch.ScalarType.Float32);

        public void Forward(NativeBuffer input, NativeBuffer output, int examples)
        {
            output.Span[..(examples * OutputWidth)].Clear();
            for (var i = 0; i < examples * steps; i++) output.Pointer[(nint)i * reader.Indices + reader.Read(input.Pointer[i])] = 1;
        }

        public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples) =>
            inputGradient?.Span[..(examples * steps)].Clear();
    }
}
