using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Losses;

/// <summary>½ d² for |d| ≤ delta, else delta (|d| − ½ delta), with d = output − target: Huber, 1964; PyTorch's <c>huber_loss</c>.</summary>
internal sealed class Huber(float delta) : ValueLoss(LossName)
{
    public const string LossName = "huber";

    protected override (float Loss, float Slope) Of(float difference)
    {
        var size = MathF.Abs(difference);
        return size > delta
            ? (delta * (size - delta / 2), difference > 0 ? delta : -delta)
            : (difference * difference / 2, difference);
    }
}

internal sealed class HuberKind : ILossKind
{
    public string Name => Huber.LossName;

    public Loss Bind(SpecBinder binder, int outputWidth) => new Huber(binder.Float("delta", 1e-6, 1e6, 1));
}
