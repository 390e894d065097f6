using System.Runtime.Intrinsics;
using DistributedDL.Learning.Binding;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Optimizers;

/// <summary>s ← s + g²; w ← w − learning rate · g / (√s + ε): Duchi, Hazan and Singer, 2011, in PyTorch's form.</summary>
internal sealed unsafe class AdagradRule(double epsilon, double weightDecay) : IUpdateRule
{
    public IReadOnlyList<string> Moments { get; } = ["sum"];

    public void Update(float* weights, float* gradients, ReadOnlySpan<nint> moments, long length, long step, double learningRate)
    {
        var sums = (float*)moments[0];
        var rate = Vector512.Create(-(float)learningRate);
        var small = Vector512.Create((float)epsilon);
        var decay = Vector512.Create((float)weightDecay);
        for (var i = 0L; i < length; i += Simd.Width)
        {
            var w = Vector512.Load(weights + i);
            var g = Simd.MultiplyAdd(w, decay, Vector512.Load(gradients + i));
            var s = Simd.MultiplyAdd(g, g, Vector512.Load(sums + i));
            s.Store(sums + i);
            Simd.MultiplyAdd(g / (Vector512.Sqrt(s) + small), rate, w).Store(weights + i);
        }
    }
}

/// <summary><c>adagrad: { epsilon?, weight_decay? }</c></summary>
internal sealed class AdagradKind : IUpdateRuleKind
{
    public string Name => "adagrad";

    public double DefaultLearningRate => 0.01;

    public IUpdateRule Bind(SpecBinder binder) =>
        new AdagradRule(binder.Double("epsilon", 1e-20, 1, 1e-10), binder.Double("weight_decay", 0, 1e3, 0));
}
