using System.Runtime.Intrinsics;
using DistributedDL.Learning.Binding;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Optimizers;

/// <summary>w ← w − learning rate · gradient.</summary>
internal sealed unsafe class SgdRule(double weightDecay) : IUpdateRule
{
    public IReadOnlyList<string> Moments => [];

    public void Update(float* weights, float* gradients, ReadOnlySpan<nint> moments, long length, long step, double learningRate)
    {
        var rate = Vector512.Create(-(float)learningRate);
        var decay = Vector512.Create((float)weightDecay);
        for (var i = 0L; i < length; i += Simd.Width)
        {
            var w = Vector512.Load(weights + i);
            Simd.MultiplyAdd(Simd.MultiplyAdd(w, decay, Vector512.Load(gradients + i)), rate, w).Store(weights + i);
        }
    }
}

/// <summary><c>sgd: { momentum?, nesterov?, weight_decay? }</c></summary>
internal sealed class SgdKind : IUpdateRuleKind
{
    public string Name => "sgd";

    public double DefaultLearningRate => 0.01;

    public IUpdateRule Bind(SpecBinder binder)
    {
        var momentum = binder.Double("momentum", 0, 0.999999, 0);
        var isNesterov = binder.Bool("nesterov", false);
        var weightDecay = binder.Double("weight_decay", 0, 1e3, 0);
        if (isNesterov && momentum == 0) binder.Fault("nesterov", "true needs a momentum above 0");
        return momentum == 0 ? new SgdRule(weightDecay) : new MomentumRule(momentum, isNesterov, weightDecay);
    }
}
