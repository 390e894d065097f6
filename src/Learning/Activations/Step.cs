using System.Runtime.Intrinsics;
using TorchSharp;

namespace DistributedDL.Learning.Activations;

/// <summary>1 above 0, else 0: the perceptron's (Rosenblatt, 1958). For inference only, as its slope is 0 everywhere.</summary>
internal readonly struct Step : IElementwise
{
    public const string ActivationName = "step";

    public Vector512<float> Value(Vector512<float> x) =>
        Vector512.ConditionalSelect(Vector512.Equals(x, x), Vector512.GreaterThan(x, default) & Vector512<float>.One, x);

    public Vector512<float> Slope(Vector512<float> x, Vector512<float> y) => default;

    public torch.Tensor Value(torch.Tensor x)
    {
        using var above = x.gt(0);
        using var number = x.isnan();
        return above.to_type(x.dtype).masked_fill(number, float.NaN);
    }
}

internal sealed class StepKind : IActivationKind
{
    public string Name => Step.ActivationName;

    public Activation Create() => new Elementwise<Step>(Name, default);
}
