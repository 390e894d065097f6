namespace DistributedDL.Learning.OnlineLearning.Prequential;

/// <summary>One scored example of a class, and whether the baselines had it right.</summary>
internal readonly record struct ClassOutcome(int Predicted, int Actual, double Loss, bool LastIsRight, bool MajorityIsRight)
{
    /// <summary>Numbers of a row of <see cref="Write"/>; the last is the score.</summary>
    public const int Width = 6;

    public const int Score = 5;

    public static ClassOutcome Read(ReadOnlySpan<double> row) => new((int)row[0], (int)row[1], row[2], row[3] != 0, row[4] != 0);

    public void Write(Span<double> row, double score) =>
        (row[0], row[1], row[2], row[3], row[4], row[Score]) = (Predicted, Actual, Loss, LastIsRight ? 1 : 0, MajorityIsRight ? 1 : 0, score);
}
