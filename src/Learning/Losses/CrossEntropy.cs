using System.Runtime.Intrinsics;
using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Binding;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Losses;

/// <summary>
/// −log softmax(outputs)[class]. With smoothing s over K classes and weights w, as PyTorch's:
/// (1 − s) w[class] · −log p[class] + s / K · Σ w[c] · −log p[c]; Szegedy et al., 2016, section 7.
/// </summary>
internal sealed unsafe class CrossEntropy(ClassWeights weights, float smoothing) : Loss(LossName)
{
    public const string LossName = "cross_entropy";

    public static CrossEntropy Unweighted { get; } = new(ClassWeights.None, 0);

    public override Loss Plain => Unweighted;

    public override bool Absorbs(string activation) => activation == Softmax.ActivationName;

    public override int Classes(int outputWidth) => outputWidth;

    public override void Check(string activation, int outputWidth, ICollection<FieldViolation> violations)
    {
        if (!Absorbs(activation))
            violations.Add(new("loss", $"{Name} needs a last activation of {Softmax.ActivationName}, but the network ends with {activation}"));
        else if (outputWidth < 2)
            violations.Add(new("loss", $"{Name} needs at least 2 outputs, one a class, but the network has {outputWidth}; for two classes by one output end with sigmoid"));
    }

    public override void Fit(ReadOnlySpan<float> targets, int outputWidth) => weights.Fit(targets, outputWidth);

    public override void Compute(float* outputs, int width, ReadOnlySpan<float> targets, Span<float> losses, Span<float> predictions, float* gradient)
    {
        var share = 1f / targets.Length;
        for (var row = 0; row < targets.Length; row++, outputs += width, gradient += width)
        {
            var target = (int)targets[row];
            var (best, logSum) = Softmax.Row(outputs, gradient, width);
            predictions[row] = best;
            var own = (1 - smoothing) * weights.Of(target);
            losses[row] = own * (outputs[best] - outputs[target] + logSum);
            var all = own + (smoothing > 0 ? Smooth(outputs, width, outputs[best] + logSum, ref losses[row]) : 0);
            var scale = Vector512.Create(all * share);
            for (var i = 0; i < width; i += Simd.Width) Simd.Store(Vector512.Load(gradient + i) * scale, gradient + i, Simd.Mask(width - i));
            gradient[target] -= own * share;
            for (var i = 0; smoothing > 0 && i < width; i++) gradient[i] -= smoothing / width * weights.Of(i) * share;
        }
    }

    /// <summary>Adds what smoothing adds to a row's loss, and gives the sum of the weights it adds.</summary>
    private float Smooth(float* outputs, int width, float logOfAll, ref float loss)
    {
        float sum = 0, added = 0;
        for (var i = 0; i < width; i++)
        {
            var weight = smoothing / width * weights.Of(i);
            sum += weight;
            added += weight * (logOfAll - outputs[i]);
        }
        loss += added;
        return sum;
    }
}

internal sealed class CrossEntropyKind : ILossKind
{
    public string Name => CrossEntropy.LossName;

    public Loss Bind(SpecBinder binder, int outputWidth) =>
        new CrossEntropy(ClassWeights.Bind(binder, outputWidth), binder.Float("label_smoothing", 0, 0.999, 0));
}
