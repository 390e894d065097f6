using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Client.Datasets;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>
/// Which splits are evaluated beside the training split, and how: a run measures one of them itself, and the others are
/// measured on its versions afterwards.
/// </summary>
internal static class SplitChoice
{
    private const string Validation = "validation_";

    /// <summary>The split that the run measures: that of a metric which steers it, else the first that is asked for; null when there is none.</summary>
    /// <exception cref="CommandFailedException">Metrics of two splits steer the run, or a split is named that has no examples.</exception>
    public static string? OfRun(TrainStep step, DatasetVersion data, IEnumerable<string> metrics)
    {
        var held = Held(step.Evaluation, data);
        var steering = metrics.Select(Prefix).Where(split => split != Split.Train).Distinct().ToList();
        if (steering.Count > 1) throw new CommandFailedException($"{step.Model}: metrics of {string.Join(" and ", steering)} steer one run; it can be steered by one split beside the training split");
        if (steering.Count == 0) return held.FirstOrDefault();
        Require(step.Model, steering, data);
        return steering[0];
    }

    /// <summary>The splits that a plan asks for and the run does not measure.</summary>
    /// <exception cref="CommandFailedException">A split is named that has no examples.</exception>
    public static IReadOnlyList<string> Others(string model, EvaluationPlan plan, DatasetVersion data, string? ofRun)
    {
        Require(model, plan.Splits, data);
        return plan.Every == 0 && plan.At.Count == 0 ? [] : [.. Held(plan, data).Where(split => split != ofRun)];
    }

    /// <summary>A recipe's metric as the run calls it.</summary>
    public static string ToRun(string metric, string? held) => Renamed(metric, held is null ? null : $"{held}_", Validation);

    /// <summary>A run's metric as the recipe calls it.</summary>
    public static string ToRecipe(string metric, string? held) => held is null ? metric : Renamed(metric, Validation, $"{held}_");

    private static IEnumerable<string> Held(EvaluationPlan plan, DatasetVersion data) => new[] { Split.Validation, Split.Test }
        .Where(split => (plan.Splits.Count == 0 || plan.Splits.Contains(split)) && Has(data, split));

    private static bool Has(DatasetVersion data, string split) => data.Splits.Any(found => found.Name == split && found.Examples > 0);

    private static void Require(string model, IEnumerable<string> splits, DatasetVersion data)
    {
        if (splits.FirstOrDefault(split => !Has(data, split)) is { } missing)
            throw new CommandFailedException($"{model}: its data have no examples in the split {missing}");
    }

    private static string Prefix(string metric) => metric[..Math.Max(metric.IndexOf('_', StringComparison.Ordinal), 0)];

    private static string Renamed(string metric, string? from, string to) =>
        from is not null && metric.StartsWith(from, StringComparison.Ordinal) ? to + metric[from.Length..] : metric;
}
