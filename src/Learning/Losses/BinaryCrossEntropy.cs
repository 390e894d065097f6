using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Activations;

namespace DistributedDL.Learning.Losses;

/// <summary>−log of the probability that a sigmoid gives to the class, 0 or 1.</summary>
internal sealed unsafe class BinaryCrossEntropy() : Loss(LossName)
{
    public const string LossName = "binary_cross_entropy";

    public override string Absorbs => Sigmoid.ActivationName;

    public override int Classes(int outputWidth) => 2;

    public override void Check(string activation, int outputWidth, ICollection<FieldViolation> violations)
    {
        if (activation != Absorbs)
            violations.Add(new("loss", $"{Name} needs a last activation of {Absorbs}, but the network ends with {activation}"));
        else if (outputWidth != 1)
            violations.Add(new("loss", $"{Name} needs 1 output, but the network has {outputWidth}; for several classes end with softmax"));
    }

    // max(x, 0) − x t + log(1 + e^−|x|) does not overflow, unlike the logarithm of the sigmoid.
    public override void Compute(float* outputs, int width, ReadOnlySpan<float> targets, Span<float> losses, Span<float> predictions, float* gradient)
    {
        var share = 1f / targets.Length;
        for (var row = 0; row < targets.Length; row++)
        {
            var x = outputs[row];
            var small = MathF.Exp(-MathF.Abs(x));
            losses[row] = (x > 0 ? x : 0) - x * targets[row] + (float)Math.Log(1.0 + small);
            predictions[row] = x >= 0 ? 1 : 0;
            gradient[row] = ((x >= 0 ? 1 : small) / (1 + small) - targets[row]) * share;
        }
    }
}
