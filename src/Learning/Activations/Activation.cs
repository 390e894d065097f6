using TorchSharp;

namespace DistributedDL.Learning.Activations;

/// <summary>A function between layers and its derivative.</summary>
internal abstract unsafe class Activation(string name)
{
    public string Name { get; } = name;

    /// <summary>Through torch, recorded by autograd.</summary>
    public abstract torch.Tensor Forward(torch.Tensor input);

    /// <param name="width">Numbers that belong together where the function is over a row.</param>
    public abstract void Forward(float* x, float* y, int rows, int width);

    /// <summary><c>dx = dy · f′</c>, given input x and output y.</summary>
    public abstract void Backward(float* x, float* y, float* dy, float* dx, int rows, int width);
}
