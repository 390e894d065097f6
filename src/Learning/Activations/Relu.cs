using System.Runtime.Intrinsics;
using TorchSharp;

namespace DistributedDL.Learning.Activations;

/// <summary>max(0, x); a NaN stays one.</summary>
internal readonly struct Relu : IElementwise
{
    public Vector512<float> Value(Vector512<float> x) => Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, default), default, x);

    public Vector512<float> Slope(Vector512<float> x, Vector512<float> y) => Vector512.GreaterThan(y, default) & Vector512<float>.One;

    public torch.Tensor Value(torch.Tensor x) => x.relu();

    public bool Fuses => true;
}

internal sealed class ReluKind : IActivationKind
{
    public string Name => "relu";

    public Activation Create() => new Elementwise<Relu>(Name, default);
}
