using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers;

/// <summary>y = (x − mean) / std for each feature; the identity until it is fitted.</summary>
internal sealed class StandardizeLayer(string name, IReadOnlyList<int> input) : Layer(name, "standardize", input, input), IFittedLayer
{
    private readonly int _width = (int)Shape.Width(input);

    public override IReadOnlyList<ParameterSpec> Parameters =>
        [new("mean", [.. Input.Select(size => (long)size)], false, Initializers.Zero), new("std", [.. Input.Select(size => (long)size)], false, Initializers.One)];

    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters) => [new Standardize(parameters[0], parameters[1], _width)];

    public IFit BeginFit(IReadOnlyList<Parameter> parameters) => new StandardizeFit(parameters[0], parameters[1], _width);
}
