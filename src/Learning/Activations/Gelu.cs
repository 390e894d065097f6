using System.Runtime.Intrinsics;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Activations;

/// <summary>x Φ(x), exact: Hendrycks and Gimpel, 2016.</summary>
internal readonly struct Gelu : IElementwise
{
    public Vector512<float> Value(Vector512<float> x) => x * Cumulative(x);

    public Vector512<float> Slope(Vector512<float> x, Vector512<float> y) => Cumulative(x) + x * Density(x);

    public torch.Tensor Value(torch.Tensor x) => x.gelu();

    // Φ and φ of the standard normal distribution.
    private static Vector512<float> Cumulative(Vector512<float> x) =>
        Vector512.Create(0.5f) * (Vector512<float>.One + VectorMath.Erf(x * Vector512.Create(0.70710678f)));

    private static Vector512<float> Density(Vector512<float> x) =>
        Vector512.Create(0.39894228f) * Vector512.Exp(Vector512.Create(-0.5f) * x * x);
}

internal sealed class GeluKind : IActivationKind
{
    public string Name => "gelu";

    public Activation Create() => new Elementwise<Gelu>(Name, default);
}
