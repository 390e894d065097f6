using DistributedDL.Learning.Networks;
using TorchSharp;

namespace DistributedDL.Learning.Layers;

/// <summary>The same numbers in one dimension.</summary>
internal sealed class FlattenLayer(string name, IReadOnlyList<int> input) : Layer(name, "flatten", input, [(int)Shape.Width(input)])
{
    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters) => [new Flatten()];

    private sealed class Flatten : Operation
    {
        public override bool IsView => true;

        public override torch.Tensor Forward(torch.Tensor input) => input.flatten(1);
    }
}
