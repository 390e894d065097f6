using System.Runtime.Intrinsics;
using DistributedDL.Learning.Binding;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Optimizers;

/// <summary>
/// Adam (Kingma and Ba, 2015, algorithm 1), in the order of operations of PyTorch. Weight decay is added to the gradient, or
/// (AdamW; Loshchilov and Hutter, 2019, algorithm 2) taken off the weights.
/// </summary>
internal sealed unsafe class AdamRule(double beta1, double beta2, double epsilon, double weightDecay, bool isDecoupled) : IUpdateRule
{
    public IReadOnlyList<string> Moments { get; } = ["exp_avg", "exp_avg_sq"];

    public void Update(float* weights, float* gradients, ReadOnlySpan<nint> moments, long length, long step, double learningRate)
    {
        float* first = (float*)moments[0], second = (float*)moments[1];
        var take1 = Vector512.Create((float)(1 - beta1));
        var keep2 = Vector512.Create((float)beta2);
        var take2 = Vector512.Create((float)(1 - beta2));
        var small = Vector512.Create((float)epsilon);
        var correction = Vector512.Create((float)(1 / Math.Sqrt(1 - Math.Pow(beta2, step))));
        var rate = Vector512.Create((float)(-learningRate / (1 - Math.Pow(beta1, step))));
        var decay = Vector512.Create(isDecoupled ? 0 : (float)weightDecay);
        var keep = Vector512.Create(isDecoupled ? (float)(1 - learningRate * weightDecay) : 1);
        for (var i = 0L; i < length; i += Simd.Width)
        {
            var w = Vector512.Load(weights + i);
            var g = Simd.MultiplyAdd(w, decay, Vector512.Load(gradients + i));
            var m = Vector512.Load(first + i);
            m = Simd.MultiplyAdd(g - m, take1, m);
            var v = Simd.MultiplyAdd(g * g, take2, Vector512.Load(second + i) * keep2);
            m.Store(first + i);
            v.Store(second + i);
            var scale = Simd.MultiplyAdd(Vector512.Sqrt(v), correction, small);
            Simd.MultiplyAdd(m / scale, rate, w * keep).Store(weights + i);
        }
    }
}

/// <summary><c>adam: { beta1?, beta2?, epsilon?, weight_decay? }</c></summary>
internal sealed class AdamKind : IUpdateRuleKind
{
    public string Name => "adam";

    public double DefaultLearningRate => 0.001;

    public IUpdateRule Bind(SpecBinder binder) => Bind(binder, isDecoupled: false, weightDecay: 0);

    internal static AdamRule Bind(SpecBinder binder, bool isDecoupled, double weightDecay) => new(
        binder.Double("beta1", 0, 0.999999, 0.9), binder.Double("beta2", 0, 0.999999, 0.999), binder.Double("epsilon", 1e-20, 1, 1e-8),
        binder.Double("weight_decay", 0, 1e3, weightDecay), isDecoupled);
}

/// <summary><c>adamw: { beta1?, beta2?, epsilon?, weight_decay? }</c></summary>
internal sealed class AdamWKind : IUpdateRuleKind
{
    public string Name => "adamw";

    public double DefaultLearningRate => 0.001;

    public IUpdateRule Bind(SpecBinder binder) => AdamKind.Bind(binder, isDecoupled: true, weightDecay: 0.01);
}
