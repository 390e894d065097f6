using DistributedDL.Contracts.Errors;

namespace DistributedDL.Learning.Losses;

/// <summary>What training minimises: the mean over a batch, and its derivative.</summary>
internal abstract unsafe class Loss(string name)
{
    public string Name { get; } = name;

    /// <summary>The same without what only training is to see: class weights and label smoothing.</summary>
    public virtual Loss Plain => this;

    /// <summary>The loss does this last activation itself: it takes the activation's input, which is exact where the output is not.</summary>
    public virtual bool Absorbs(string activation) => false;

    /// <summary>Classes told apart by so many outputs; 0 when values are predicted.</summary>
    public abstract int Classes(int outputWidth);

    /// <summary>Reports an output that the loss does not fit.</summary>
    public abstract void Check(string activation, int outputWidth, ICollection<FieldViolation> violations);

    /// <summary>Takes from the training targets what the loss has to know of them.</summary>
    public virtual void Fit(ReadOnlySpan<float> targets, int outputWidth) { }

    /// <param name="outputs"><c>[examples, width]</c>, before the absorbed activation.</param>
    /// <param name="losses">Filled with each example's loss.</param>
    /// <param name="predictions">Filled with each example's class index or value.</param>
    /// <param name="gradient">Filled with the derivative of the mean by the outputs, <c>[examples, width]</c>.</param>
    public abstract void Compute(float* outputs, int width, ReadOnlySpan<float> targets, Span<float> losses, Span<float> predictions, float* gradient);

    /// <summary>What is wrong with a target, or null.</summary>
    public string? FindFault(float target, int outputWidth)
    {
        var classes = Classes(outputWidth);
        if (classes == 0) return float.IsFinite(target) ? null : FormattableString.Invariant($"{target} is not a finite number");
        return target >= 0 && target < classes && target == MathF.Floor(target)
            ? null
            : FormattableString.Invariant($"{target} is not a class index from 0 to {classes - 1}");
    }

    /// <summary>Reports a network that does not end with one value.</summary>
    protected void CheckOneValue(int outputWidth, ICollection<FieldViolation> violations)
    {
        if (outputWidth != 1)
            violations.Add(new("loss", $"{Name} compares 1 output with the target, but the network has {outputWidth}; for classes end with softmax"));
    }
}
