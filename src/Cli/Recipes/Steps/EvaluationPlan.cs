namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>When a run is evaluated, beside its end, and on what.</summary>
/// <param name="At">Epochs, counted over the model's whole life.</param>
/// <param name="Every">Each so many epochs; 0 for none.</param>
/// <param name="Splits">Of the run's data set; empty means all that it has.</param>
/// <param name="VersionsAt">Epochs whose weights stay as a version of their own, for figures that look back.</param>
public sealed record EvaluationPlan(IReadOnlyList<int> At, int Every, IReadOnlyList<string> Splits, IReadOnlyList<int> VersionsAt)
{
    public static EvaluationPlan AtTheEnd { get; } = new([], 0, [], []);

    /// <summary>The epochs after <paramref name="first"/> up to <paramref name="last"/> at which to evaluate, the last among them.</summary>
    public IReadOnlyList<int> Epochs(int first, int last) =>
        [.. Enumerable.Range(first + 1, last - first).Where(epoch => epoch == last || At.Contains(epoch) || (Every > 0 && epoch % Every == 0))];
}
