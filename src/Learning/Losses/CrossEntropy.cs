using System.Runtime.Intrinsics;
using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Losses;

/// <summary>−log softmax(outputs)[class].</summary>
internal sealed unsafe class CrossEntropy() : Loss(LossName)
{
    public const string LossName = "cross_entropy";

    public override string Absorbs => Softmax.ActivationName;

    public override int Classes(int outputWidth) => outputWidth;

    public override void Check(string activation, int outputWidth, ICollection<FieldViolation> violations)
    {
        if (activation != Absorbs)
            violations.Add(new("loss", $"{Name} needs a last activation of {Absorbs}, but the network ends with {activation}"));
        else if (outputWidth < 2)
            violations.Add(new("loss", $"{Name} needs at least 2 outputs, one a class, but the network has {outputWidth}; for two classes by one output end with sigmoid"));
    }

    public override void Compute(float* outputs, int width, ReadOnlySpan<float> targets, Span<float> losses, Span<float> predictions, float* gradient)
    {
        var share = 1f / targets.Length;
        var scale = Vector512.Create(share);
        for (var row = 0; row < targets.Length; row++, outputs += width, gradient += width)
        {
            var target = (int)targets[row];
            var (best, logSum) = Softmax.Row(outputs, gradient, width);
            losses[row] = outputs[best] - outputs[target] + logSum;
            predictions[row] = best;
            for (var i = 0; i < width; i += Simd.Width) Simd.Store(Vector512.Load(gradient + i) * scale, gradient + i, Simd.Mask(width - i));
            gradient[target] -= share;
        }
    }
}
