using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers.Normalization;

/// <summary>
/// Each channel (last dimension) to mean 0 and variance 1 over batch and places, then weight · x + bias: Ioffe and Szegedy, 2015. In
/// inference with the moving mean and variance, which are stored with the weights and do not train. PyTorch's names; Keras' moving
/// average: new = momentum · old + (1 − momentum) · batch, of the population variance.
/// </summary>
internal sealed class BatchNormLayer(string name, IReadOnlyList<int> input, float momentum, float epsilon) : Layer(name, "batch_norm", input, input)
{
    public override IReadOnlyList<ParameterSpec> Parameters =>
    [
        new("weight", [Input[^1]], true, Initializers.One), new("bias", [Input[^1]], true, Initializers.Zero),
        new("running_mean", [Input[^1]], false, Initializers.Zero), new("running_var", [Input[^1]], false, Initializers.One),
    ];

    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters) =>
        [new BatchNorm(parameters[0], parameters[1], parameters[2], parameters[3], (int)(Shape.Width(Input) / Input[^1]), momentum, epsilon)];
}
