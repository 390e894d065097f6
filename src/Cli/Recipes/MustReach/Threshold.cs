namespace DistributedDL.Cli.Recipes.MustReach;

/// <summary>A bound that a recipe must reach.</summary>
/// <param name="Metric">Split and metric, as in <c>test_accuracy</c>.</param>
/// <param name="Model">Whose; the recipe's result when null.</param>
/// <param name="Data">On which data an <c>evaluate</c> step measured it; the model's own when null.</param>
/// <param name="After">After how many epochs; at the end when null.</param>
public sealed record Threshold(string Metric, string? Model, string? Data, int? After, double? AtLeast, double? AtMost)
{
    /// <summary>The key of the metric among the recipe's metrics.</summary>
    public string Key(string result) => MetricKey.Of(result, Model ?? result, Metric, After, Data);

    /// <summary>Whether <paramref name="value"/> is within the bounds; a value that is not a number never is.</summary>
    public bool IsReached(double value) => value >= (AtLeast ?? double.NegativeInfinity) && value <= (AtMost ?? double.PositiveInfinity);
}
