using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers.Images;

/// <summary>An image of another size.</summary>
internal sealed class ResizeLayer(string name, IReadOnlyList<int> input, IReadOnlyList<int> output) : Layer(name, "resize", input, output)
{
    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters) =>
        [new BilinearResize(Input, Output)];
}
