using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Losses;

/// <summary>−log of the probability that a sigmoid gives to the class, 0 or 1; smoothing s makes the target t (1 − s) + s / 2, as in Keras.</summary>
internal sealed unsafe class BinaryCrossEntropy(ClassWeights weights, float smoothing) : Loss(LossName)
{
    public const string LossName = "binary_cross_entropy";

    public static BinaryCrossEntropy Unweighted { get; } = new(ClassWeights.None, 0);

    public override Loss Plain => Unweighted;

    public override bool Absorbs(string activation) => activation == Sigmoid.ActivationName;

    public override int Classes(int outputWidth) => 2;

    public override void Check(string activation, int outputWidth, ICollection<FieldViolation> violations)
    {
        if (!Absorbs(activation))
            violations.Add(new("loss", $"{Name} needs a last activation of {Sigmoid.ActivationName}, but the network ends with {activation}"));
        else if (outputWidth != 1)
            violations.Add(new("loss", $"{Name} needs 1 output, but the network has {outputWidth}; for several classes end with softmax"));
    }

    public override void Fit(ReadOnlySpan<float> targets, int outputWidth) => weights.Fit(targets, 2);

    // max(x, 0) − x t + log(1 + e^−|x|) does not overflow, unlike the logarithm of the sigmoid.
    public override void Compute(float* outputs, int width, ReadOnlySpan<float> targets, Span<float> losses, Span<float> predictions, float* gradient)
    {
        var share = 1f / targets.Length;
        for (var row = 0; row < targets.Length; row++)
        {
            var x = outputs[row];
            var weight = weights.Of((int)targets[row]);
            var target = targets[row] * (1 - smoothing) + smoothing / 2;
            var small = MathF.Exp(-MathF.Abs(x));
            losses[row] = weight * ((x > 0 ? x : 0) - x * target + (float)Math.Log(1.0 + small));
            predictions[row] = x >= 0 ? 1 : 0;
            gradient[row] = weight * ((x >= 0 ? 1 : small) / (1 + small) - target) * share;
        }
    }
}

internal sealed class BinaryCrossEntropyKind : ILossKind
{
    public string Name => BinaryCrossEntropy.LossName;

    public Loss Bind(SpecBinder binder, int outputWidth) =>
        new BinaryCrossEntropy(ClassWeights.Bind(binder, 2), binder.Float("label_smoothing", 0, 0.999, 0));
}
