using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers.Normalization;

/// <summary>The last dimension of each example to mean 0 and variance 1, then weight · x + bias: Ba, Kiros and Hinton, 2016.</summary>
internal sealed class LayerNormLayer(string name, IReadOnlyList<int> input, float epsilon) : Layer(name, "layer_norm", input, input)
{
    public override IReadOnlyList<ParameterSpec> Parameters =>
        [new("weight", [Input[^1]], true, Initializers.One), new("bias", [Input[^1]], true, Initializers.Zero)];

    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters) =>
        [new LayerNorm(parameters[0], parameters[1], (int)(Shape.Width(Input) / Input[^1]), epsilon)];
}
