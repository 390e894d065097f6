using TorchSharp;

namespace DistributedDL.Learning.Activations;

/// <summary>y = x.</summary>
internal sealed unsafe class Linear() : Activation(ActivationName)
{
    public const string ActivationName = "linear";

    public override torch.Tensor Forward(torch.Tensor input) => input.alias();

    public override void Forward(float* x, float* y, int rows, int width) => Copy(x, y, (long)rows * width);

    public override void Backward(float* x, float* y, float* dy, float* dx, int rows, int width) => Copy(dy, dx, (long)rows * width);

    private static void Copy(float* from, float* to, long count) => Buffer.MemoryCopy(from, to, count * sizeof(float), count * sizeof(float));
}

internal sealed class LinearKind : IActivationKind
{
    public string Name => Linear.ActivationName;

    public Activation Create() => new Linear();
}
