using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers;

/// <summary>An activation between layers, over the last dimension where it is not elementwise.</summary>
internal sealed class ActivationLayer(string name, IReadOnlyList<int> input, Activation activation) : Layer(name, activation.Name, input, input)
{
    public override string Activation => activation.Name;

    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters) =>
        [new ActivationOperation(activation, (int)Shape.Width(Input), Input[^1])];
}
