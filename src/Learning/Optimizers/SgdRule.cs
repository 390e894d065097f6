using System.Runtime.Intrinsics;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Optimizers;

/// <summary>w ← w − learning rate · gradient.</summary>
internal sealed unsafe class SgdRule : IUpdateRule
{
    public string Name => "sgd";

    public double DefaultLearningRate => 0.01;

    public IReadOnlyList<string> Moments => [];

    public void Update(float* weights, float* gradients, ReadOnlySpan<nint> moments, long length, long step, double learningRate)
    {
        var rate = Vector512.Create(-(float)learningRate);
        for (var i = 0L; i < length; i += Simd.Width)
            Simd.MultiplyAdd(Vector512.Load(gradients + i), rate, Vector512.Load(weights + i)).Store(weights + i);
    }
}
