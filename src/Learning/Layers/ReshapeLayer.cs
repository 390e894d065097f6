using DistributedDL.Learning.Networks;
using TorchSharp;

namespace DistributedDL.Learning.Layers;

/// <summary>The same numbers, in the same order, in another shape.</summary>
internal sealed class ReshapeLayer(string name, IReadOnlyList<int> input, IReadOnlyList<int> output) : Layer(name, "reshape", input, output)
{
    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters) => [new Reshape(Output)];

    private sealed class Reshape(IReadOnlyList<int> shape) : Operation
    {
        public override bool IsView => true;

        public override torch.Tensor Forward(torch.Tensor input) => input.reshape([-1, .. shape.Select(size => (long)size)]);
    }
}
