using System.Runtime.Intrinsics;
using DistributedDL.Learning.Binding;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Optimizers;

/// <summary>s ← alpha · s + (1 − alpha) g²; w ← w − learning rate · g / (√s + ε): Tieleman and Hinton, 2012, in PyTorch's form.</summary>
internal sealed unsafe class RmsPropRule(double alpha, double epsilon, double weightDecay) : IUpdateRule
{
    public IReadOnlyList<string> Moments { get; } = ["square_avg"];

    public void Update(float* weights, float* gradients, ReadOnlySpan<nint> moments, long length, long step, double learningRate)
    {
        var squares = (float*)moments[0];
        var rate = Vector512.Create(-(float)learningRate);
        var keep = Vector512.Create((float)alpha);
        var take = Vector512.Create((float)(1 - alpha));
        var small = Vector512.Create((float)epsilon);
        var decay = Vector512.Create((float)weightDecay);
        for (var i = 0L; i < length; i += Simd.Width)
        {
            var w = Vector512.Load(weights + i);
            var g = Simd.MultiplyAdd(w, decay, Vector512.Load(gradients + i));
            var s = Simd.MultiplyAdd(g * g, take, Vector512.Load(squares + i) * keep);
            s.Store(squares + i);
            Simd.MultiplyAdd(g / (Vector512.Sqrt(s) + small), rate, w).Store(weights + i);
        }
    }
}

/// <summary><c>rmsprop: { alpha?, epsilon?, weight_decay? }</c></summary>
internal sealed class RmsPropKind : IUpdateRuleKind
{
    public string Name => "rmsprop";

    public double DefaultLearningRate => 0.01;

    public IUpdateRule Bind(SpecBinder binder) => new RmsPropRule(
        binder.Double("alpha", 0, 0.999999, 0.99), binder.Double("epsilon", 1e-20, 1, 1e-8), binder.Double("weight_decay", 0, 1e3, 0));
}
