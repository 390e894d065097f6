using DistributedDL.Contracts.Errors;

namespace DistributedDL.Learning.Losses;

/// <summary>A loss of the difference between one output and the target.</summary>
internal abstract unsafe class ValueLoss(string name) : Loss(name)
{
    public override int Classes(int outputWidth) => 0;

    public override void Check(string activation, int outputWidth, ICollection<FieldViolation> violations) => CheckOneValue(outputWidth, violations);

    public override void Compute(float* outputs, int width, ReadOnlySpan<float> targets, Span<float> losses, Span<float> predictions, float* gradient)
    {
        var share = 1f / targets.Length;
        for (var row = 0; row < targets.Length; row++)
        {
            predictions[row] = outputs[row];
            (losses[row], var slope) = Of(outputs[row] - targets[row]);
            gradient[row] = slope * share;
        }
    }

    /// <summary>Loss and its slope.</summary>
    protected abstract (float Loss, float Slope) Of(float difference);
}
