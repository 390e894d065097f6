using TorchSharp;

namespace DistributedDL.Learning.Activations;

/// <summary>A function between layers and its derivative.</summary>
internal abstract unsafe class Activation(string name)
{
    public string Name { get; } = name;

    /// <summary>
    /// The layer before may do it in place, while its numbers are still in the nearest cache: the slope needs only the output, and no
    /// loss takes it over.
    /// </summary>
    public virtual bool Fuses => false;

    /// <summary>Through torch, recorded by autograd.</summary>
    public abstract torch.Tensor Forward(torch.Tensor input);

    /// <param name="width">Numbers that belong together where the function is over a row.</param>
    public abstract void Forward(float* x, float* y, int rows, int width);

    /// <summary><c>dx = dy · f′</c>, given input x and output y.</summary>
    public abstract void Backward(float* x, float* y, float* dy, float* dx, int rows, int width);
}
