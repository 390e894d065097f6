using System.Runtime.Intrinsics;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Optimizers;

/// <summary>b ← momentum · b + gradient; w ← w − learning rate · b, or with Nesterov's look ahead (Sutskever et al., 2013) of gradient + momentum · b. PyTorch's form.</summary>
internal sealed unsafe class MomentumRule(double momentum, bool isNesterov, double weightDecay) : IUpdateRule
{
    public IReadOnlyList<string> Moments { get; } = ["momentum_buffer"];

    public void Update(float* weights, float* gradients, ReadOnlySpan<nint> moments, long length, long step, double learningRate)
    {
        var buffer = (float*)moments[0];
        var rate = Vector512.Create(-(float)learningRate);
        var keep = Vector512.Create((float)momentum);
        var decay = Vector512.Create((float)weightDecay);
        for (var i = 0L; i < length; i += Simd.Width)
        {
            var w = Vector512.Load(weights + i);
            var g = Simd.MultiplyAdd(w, decay, Vector512.Load(gradients + i));
            var b = Simd.MultiplyAdd(Vector512.Load(buffer + i), keep, g);
            b.Store(buffer + i);
            Simd.MultiplyAdd(isNesterov ? Simd.MultiplyAdd(b, keep, g) : b, rate, w).Store(weights + i);
        }
    }
}
