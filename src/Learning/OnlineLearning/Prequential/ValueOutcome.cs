namespace DistributedDL.Learning.OnlineLearning.Prequential;

/// <summary>One scored example of a value, and what the baselines had said.</summary>
/// <param name="Last">The target before.</param>
/// <param name="Mean">Of all targets before.</param>
internal readonly record struct ValueOutcome(double Prediction, double Target, double Last, double Mean)
{
    /// <summary>Numbers of a row of <see cref="Write"/>.</summary>
    public const int Width = 4;

    public static ValueOutcome Read(ReadOnlySpan<double> row) => new(row[0], row[1], row[2], row[3]);

    public void Write(Span<double> row) => (row[0], row[1], row[2], row[3]) = (Prediction, Target, Last, Mean);
}
