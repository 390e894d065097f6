using DistributedDL.Contracts.Errors;

namespace DistributedDL.Learning.Losses;

/// <summary>(output − target)².</summary>
internal sealed unsafe class MeanSquaredError() : Loss(LossName)
{
    public const string LossName = "mse";

    public override int Classes(int outputWidth) => 0;

    public override void Check(string activation, int outputWidth, ICollection<FieldViolation> violations)
    {
        if (outputWidth != 1)
            violations.Add(new("loss", $"{Name} compares 1 output with the target, but the network has {outputWidth}; for classes end with softmax"));
    }

    public override void Compute(float* outputs, int width, ReadOnlySpan<float> targets, Span<float> losses, Span<float> predictions, float* gradient)
    {
        var share = 2f / targets.Length;
        for (var row = 0; row < targets.Length; row++)
        {
            var difference = outputs[row] - targets[row];
            losses[row] = difference * difference;
            predictions[row] = outputs[row];
            gradient[row] = difference * share;
        }
    }
}
