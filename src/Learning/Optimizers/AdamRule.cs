using System.Runtime.Intrinsics;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Optimizers;

/// <summary>Adam (Kingma and Ba, 2015, algorithm 1) with β = 0.9, 0.999 and ε = 1e-8, in the order of operations of PyTorch.</summary>
internal sealed unsafe class AdamRule : IUpdateRule
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const float Epsilon = 1e-8f;

    public string Name => "adam";

    public double DefaultLearningRate => 0.001;

    public IReadOnlyList<string> Moments { get; } = ["exp_avg", "exp_avg_sq"];

    public void Update(float* weights, float* gradients, ReadOnlySpan<nint> moments, long length, long step, double learningRate)
    {
        float* first = (float*)moments[0], second = (float*)moments[1];
        var take1 = Vector512.Create((float)(1 - Beta1));
        var keep2 = Vector512.Create((float)Beta2);
        var take2 = Vector512.Create((float)(1 - Beta2));
        var epsilon = Vector512.Create(Epsilon);
        var correction = Vector512.Create((float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, step))));
        var rate = Vector512.Create((float)(-learningRate / (1 - Math.Pow(Beta1, step))));
        for (var i = 0L; i < length; i += Simd.Width)
        {
            var g = Vector512.Load(gradients + i);
            var m = Vector512.Load(first + i);
            m = Simd.MultiplyAdd(g - m, take1, m);
            var v = Simd.MultiplyAdd(g * g, take2, Vector512.Load(second + i) * keep2);
            m.Store(first + i);
            v.Store(second + i);
            var scale = Simd.MultiplyAdd(Vector512.Sqrt(v), correction, epsilon);
            Simd.MultiplyAdd(m / scale, rate, Vector512.Load(weights + i)).Store(weights + i);
        }
    }
}
