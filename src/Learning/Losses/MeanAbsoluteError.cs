using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Losses;

/// <summary>|output − target|; its slope at 0 is 0, as in PyTorch.</summary>
internal sealed class MeanAbsoluteError() : ValueLoss(LossName)
{
    public const string LossName = "mae";

    // Math.Sign throws on NaN, which has to go through and end the run with its reason.
    protected override (float Loss, float Slope) Of(float difference) =>
        (MathF.Abs(difference), difference > 0 ? 1 : difference < 0 ? -1 : difference);
}

internal sealed class MeanAbsoluteErrorKind : ILossKind
{
    public string Name => MeanAbsoluteError.LossName;

    public Loss Bind(SpecBinder binder, int outputWidth) => new MeanAbsoluteError();
}
