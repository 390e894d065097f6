using System.Runtime.Intrinsics;
using DistributedDL.Learning.Layers;
using TorchSharp;

namespace DistributedDL.Learning.Activations;

/// <summary>x above 0, <c>negative_slope</c> · x below; the slope is 0.01 unless given, as in PyTorch.</summary>
internal readonly struct LeakyRelu(float slope) : IElementwise
{
    public Vector512<float> Value(Vector512<float> x) => Vector512.ConditionalSelect(Vector512.GreaterThan(x, default), x, x * Vector512.Create(slope));

    public Vector512<float> Slope(Vector512<float> x, Vector512<float> y) => Vector512.ConditionalSelect(Vector512.GreaterThan(y, default), Vector512<float>.One, Vector512.Create(slope));

    public torch.Tensor Value(torch.Tensor x) => x.leaky_relu(slope);

    public bool Fuses => true;
}

internal sealed class LeakyReluKind : IActivationKind
{
    private const float Default = 0.01f;

    public string Name => "leaky_relu";

    public Activation Create() => new Elementwise<LeakyRelu>(Name, new(Default));

    public Activation Bind(LayerBinder binder) => new Elementwise<LeakyRelu>(Name, new(binder.Float("negative_slope", 0, 1, Default)));
}
