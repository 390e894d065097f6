using System.Runtime.Intrinsics;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Activations;

/// <summary>The hyperbolic tangent.</summary>
internal readonly struct Tanh : IElementwise
{
    public Vector512<float> Value(Vector512<float> x) => VectorMath.Tanh(x);

    public Vector512<float> Slope(Vector512<float> x, Vector512<float> y) => Vector512<float>.One - y * y;

    public torch.Tensor Value(torch.Tensor x) => x.tanh();

    public bool Fuses => true;
}

internal sealed class TanhKind : IActivationKind
{
    public string Name => "tanh";

    public Activation Create() => new Elementwise<Tanh>(Name, default);
}
