using System.Runtime.Intrinsics;
using DistributedDL.Learning.Layers;
using TorchSharp;

namespace DistributedDL.Learning.Activations;

/// <summary>x above 0, <c>alpha</c> · (eˣ − 1) below: Clevert et al., 2015.</summary>
internal readonly struct Elu(float alpha) : IElementwise
{
    public Vector512<float> Value(Vector512<float> x) => Vector512.ConditionalSelect(Vector512.GreaterThan(x, default), x, Vector512.Create(alpha) * (Vector512.Exp(x) - Vector512<float>.One));

    public Vector512<float> Slope(Vector512<float> x, Vector512<float> y) => Vector512.ConditionalSelect(Vector512.GreaterThan(y, default), Vector512<float>.One, y + Vector512.Create(alpha));

    public torch.Tensor Value(torch.Tensor x) => x.elu(alpha);

    public bool Fuses => true;
}

internal sealed class EluKind : IActivationKind
{
    private const float Default = 1f;

    public string Name => "elu";

    public Activation Create() => new Elementwise<Elu>(Name, new(Default));

    public Activation Bind(LayerBinder binder) => new Elementwise<Elu>(Name, new(binder.Float("alpha", 0, 1e6, Default)));
}
