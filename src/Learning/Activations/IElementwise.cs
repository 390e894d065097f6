using System.Runtime.Intrinsics;
using TorchSharp;

namespace DistributedDL.Learning.Activations;

/// <summary>A function of one number, for 16 at once. A struct, so that the loop around it is compiled for it.</summary>
internal interface IElementwise
{
    Vector512<float> Value(Vector512<float> x);

    /// <summary>The derivative, given input and output.</summary>
    Vector512<float> Slope(Vector512<float> x, Vector512<float> y);

    torch.Tensor Value(torch.Tensor x);

    /// <inheritdoc cref="Activation.Fuses"/>
    bool Fuses => false;
}
