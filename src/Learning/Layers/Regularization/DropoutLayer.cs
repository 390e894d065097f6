using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers.Regularization;

/// <summary>In training each number is 0 with probability <c>rate</c>, else scaled by 1 / (1 − rate): Srivastava et al., 2014. In inference the identity.</summary>
internal sealed class DropoutLayer(string name, IReadOnlyList<int> input, float rate) : Layer(name, "dropout", input, input)
{
    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters) => [new Dropout((int)Shape.Width(Input), rate)];
}
