namespace DistributedDL.Bench.Harness;

/// <summary>One figure, and the same of the baseline in the same run.</summary>
/// <param name="Value">Median over the rounds.</param>
/// <param name="Baseline">Median of the baseline over the same rounds; null where there is nothing to compare with.</param>
/// <param name="Ratio">Median over the rounds of ours against the baseline, above 1 where ours is better; null without a baseline.</param>
internal sealed record Measurement(string Name, double Value, string Unit, double? Baseline = null, double? Ratio = null)
{
    /// <summary>Of rates: more is better.</summary>
    public static Measurement OfRates(string name, string unit, IReadOnlyList<Round> rounds) =>
        new(name, Median(rounds.Select(round => round.Ours)), unit, Median(rounds.Select(round => round.Baseline)), Median(rounds.Select(round => round.Ours / round.Baseline)));

    /// <summary>Of times and sizes: less is better.</summary>
    public static Measurement OfCosts(string name, string unit, IReadOnlyList<Round> rounds) =>
        new(name, Median(rounds.Select(round => round.Ours)), unit, Median(rounds.Select(round => round.Baseline)), Median(rounds.Select(round => round.Baseline / round.Ours)));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
