namespace DistributedDL.Learning.OnlineLearning.Prequential;

/// <summary>
/// Fading factors (Gama, Sebastião, Rodrigues 2013): instead of shrinking every sum at each example, the weight of the newest grows by
/// 1 / factor, so that an example costs one addition a sum; sums are scaled back before the weight leaves a double's range.
/// </summary>
internal struct FadingWeight(double factor)
{
    // A squared error is at most 2^256, so no weighted sum of them overflows.
    private static readonly double Limit = Math.Pow(2, 256);

    private readonly double _growth = 1 / factor;

    /// <summary>Of the newest example.</summary>
    public double Value { get; set; } = 1;

    /// <summary>On to the next example.</summary>
    /// <param name="scale">What all sums are to be multiplied by first, where the result is true.</param>
    public bool Advance(out double scale)
    {
        scale = 1;
        Value *= _growth;
        if (Value < Limit) return false;
        scale = 1 / Value;
        Value = 1;
        return true;
    }
}
