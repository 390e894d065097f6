using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers.Images;

/// <summary>
/// A convolution (cross-correlation, as in every such library) over <c>[height, width, channels]</c>, with
/// <c>weight [filters, channels, kernel height, kernel width]</c> and <c>bias [filters]</c> as in PyTorch.
/// </summary>
internal sealed class Conv2dLayer(string name, IReadOnlyList<int> input, Axis height, Axis width, int filters, Activation activation, bool useBias)
    : Layer(name, "conv2d", input, [height.Output, width.Output, filters])
{
    public override string Activation => activation.Name;

    public override IReadOnlyList<ParameterSpec> Parameters
    {
        get
        {
            var (channels, window) = (Input[2], (long)height.Window * width.Window);
            var weight = new ParameterSpec("weight", [filters, channels, height.Window, width.Window], true,
                Initializers.GlorotUniform(channels * window, filters * window));
            return useBias ? [weight, new ParameterSpec("bias", [filters], true, Initializers.Zero)] : [weight];
        }
    }

    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters)
    {
        yield return new Convolution(parameters[0], useBias ? parameters[1] : null, height, width, activation.Fuses ? activation : null);
        if (!activation.Fuses && activation is not Linear) yield return new ActivationOperation(activation, (int)Shape.Width(Output), filters);
    }
}
