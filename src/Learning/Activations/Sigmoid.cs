using System.Runtime.Intrinsics;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Activations;

/// <summary>1 / (1 + e⁻ˣ).</summary>
internal readonly struct Sigmoid : IElementwise
{
    public const string ActivationName = "sigmoid";

    public Vector512<float> Value(Vector512<float> x) => VectorMath.Sigmoid(x);

    public Vector512<float> Slope(Vector512<float> x, Vector512<float> y) => y * (Vector512<float>.One - y);

    public torch.Tensor Value(torch.Tensor x) => x.sigmoid();
}

internal sealed class SigmoidKind : IActivationKind
{
    public string Name => Sigmoid.ActivationName;

    public Activation Create() => new Elementwise<Sigmoid>(Name, default);
}
