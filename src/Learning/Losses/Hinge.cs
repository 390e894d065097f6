using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Losses;

/// <summary>
/// A margin of 1 before the last activation. One output x, class as y = ±1: max(0, 1 − y x). K outputs, Weston and Watkins 1999 as
/// PyTorch's <c>multi_margin_loss</c>: Σ max(0, 1 − x[class] + x[c]) / K over the other classes. A network so trained tells classes
/// apart as well as any, but what its sigmoid or softmax gives are no likelihoods.
/// </summary>
internal sealed unsafe class Hinge(ClassWeights weights) : Loss(LossName)
{
    public const string LossName = "hinge";

    private static readonly Hinge Unweighted = new(ClassWeights.None);

    public override Loss Plain => Unweighted;

    public override bool Absorbs(string activation) => activation is Sigmoid.ActivationName or Softmax.ActivationName;

    public override int Classes(int outputWidth) => Math.Max(outputWidth, 2);

    public override void Check(string activation, int outputWidth, ICollection<FieldViolation> violations)
    {
        if (activation != (outputWidth == 1 ? Sigmoid.ActivationName : Softmax.ActivationName))
            violations.Add(new("loss", $"{Name} needs 1 output and a last activation of {Sigmoid.ActivationName}, or one output a class and {Softmax.ActivationName}; the network has {outputWidth} and ends with {activation}"));
    }

    public override void Fit(ReadOnlySpan<float> targets, int outputWidth) => weights.Fit(targets, Classes(outputWidth));

    public override void Compute(float* outputs, int width, ReadOnlySpan<float> targets, Span<float> losses, Span<float> predictions, float* gradient)
    {
        for (var row = 0; row < targets.Length; row++, outputs += width, gradient += width)
        {
            var target = (int)targets[row];
            var weight = weights.Of(target);
            (losses[row], predictions[row]) = width == 1
                ? OneOutput(*outputs, target, weight / targets.Length, gradient)
                : Several(outputs, width, target, weight / width / targets.Length, gradient);
            losses[row] *= width == 1 ? weight : weight / width;
        }
    }

    private static (float Loss, float Prediction) OneOutput(float x, int target, float share, float* gradient)
    {
        var sign = target == 1 ? 1 : -1;
        var lack = 1 - sign * x;
        *gradient = lack > 0 ? -sign * share : 0;
        return (lack < 0 ? 0 : lack, x >= 0 ? 1 : 0);
    }

    private static (float Loss, float Prediction) Several(float* x, int width, int target, float share, float* gradient)
    {
        var (best, sum, lacking) = (0, 0f, 0);
        for (var i = 0; i < width; i++)
        {
            if (x[i] > x[best]) best = i;
            var lack = i == target ? 0 : 1 - x[target] + x[i];
            // Not "lack > 0": a NaN has to reach the sum.
            if (!(lack <= 0)) sum += lack;
            gradient[i] = lack > 0 ? share : 0;
            if (lack > 0) lacking++;
        }
        gradient[target] = -lacking * share;
        return (sum, best);
    }
}

internal sealed class HingeKind : ILossKind
{
    public string Name => Hinge.LossName;

    public Loss Bind(SpecBinder binder, int outputWidth) => new Hinge(ClassWeights.Bind(binder, Math.Max(outputWidth, 2)));
}
