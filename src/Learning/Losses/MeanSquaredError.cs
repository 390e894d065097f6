using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Losses;

/// <summary>(output − target)².</summary>
internal sealed class MeanSquaredError() : ValueLoss(LossName)
{
    public const string LossName = "mse";

    protected override (float Loss, float Slope) Of(float difference) => (difference * difference, 2 * difference);
}

internal sealed class MeanSquaredErrorKind : ILossKind
{
    public string Name => MeanSquaredError.LossName;

    public Loss Bind(SpecBinder binder, int outputWidth) => new MeanSquaredError();
}
