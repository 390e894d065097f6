using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers;

/// <summary>y = activation(x Wᵀ + b) over the last dimension, with <c>weight [units, features]</c> and <c>bias [units]</c>.</summary>
internal sealed class DenseLayer(string name, IReadOnlyList<int> input, int units, Activation activation, bool useBias, bool startsAtZero = false)
    : Layer(name, "dense", input, [.. input.SkipLast(1), units])
{
    private readonly int _features = input[^1];

    public override string Activation => activation.Name;

    public override IReadOnlyList<ParameterSpec> Parameters
    {
        get
        {
            var weight = new ParameterSpec("weight", [units, _features], true, startsAtZero ? Initializers.Zero : Initializers.GlorotUniform(_features, units));
            return useBias ? [weight, new ParameterSpec("bias", [units], true, Initializers.Zero)] : [weight];
        }
    }

    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters)
    {
        var steps = (int)(Shape.Width(Input) / _features);
        yield return new Affine(parameters[0], useBias ? parameters[1] : null, steps);
        if (activation is not Linear) yield return new ActivationOperation(activation, steps * units, units);
    }
}
