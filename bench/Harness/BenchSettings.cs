namespace DistributedDL.Bench.Harness;

/// <summary>How much to measure.</summary>
/// <param name="Quick">A look rather than a measurement.</param>
internal sealed record BenchSettings(bool Quick)
{
    public int Rounds => Quick ? 3 : 9;

    /// <summary>Length of one side of a round where a benchmark may choose it.</summary>
    public TimeSpan Side => TimeSpan.FromSeconds(Quick ? 0.5 : 2);
}
