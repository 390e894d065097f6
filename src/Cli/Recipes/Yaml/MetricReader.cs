using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Prediction;

namespace DistributedDL.Cli.Recipes.Yaml;

/// <summary>Names of metrics, refused before anything is trained for them in vain.</summary>
internal static class MetricReader
{
    /// <summary>The metric of a step that predicts letters; it has no split.</summary>
    public const string TextAccuracy = "text_accuracy";

    /// <summary>Of a <c>best_price</c> step.</summary>
    public const string BestPrice = "best_price";

    /// <summary>Which share of the truly best revenue the price brings.</summary>
    public const string RevenueShare = "revenue_share";

    private static readonly string[] Others =
    [
        TextAccuracy, BestPrice, RevenueShare, "drift_alarms", "drift_delay", "prequential_accuracy", "prequential_accuracy_window", "prequential_log_loss", "prequential_kappa",
        "prequential_last_class_accuracy", "prequential_majority_class_accuracy", "prequential_mae", "prequential_mse", "prequential_r2",
    ];

    /// <summary>A metric of a split, as in <c>test_accuracy</c>.</summary>
    public static string OfSplit(MapReader map)
    {
        var name = map.Text("metric", required: true) ?? "";
        if (name.Length > 0 && !IsOfSplit(name)) map.Fault("metric", $"'{name}' is unknown; {KnownOfSplit}");
        return name;
    }

    /// <summary>Whether a step of some recipe gives a metric of this name.</summary>
    public static bool IsOfSplit(string name) => Others.Contains(name) || Split.All.Any(split => EvaluationMetrics.Names.Any(metric => name == $"{split}_{metric}"));

    public static string KnownOfSplit => $"known are {string.Join("_, ", Split.All)}_ before each of {Known}, and {string.Join(", ", Others)}";

    /// <summary>A metric of whatever split, as in <c>accuracy</c>.</summary>
    public static string OfAny(MapReader map)
    {
        var name = map.Text("metric", required: true) ?? "";
        if (name.Length > 0 && !EvaluationMetrics.Names.Contains(name)) map.Fault("metric", $"'{name}' is unknown; known are {Known}");
        return name;
    }

    private static string Known => string.Join(", ", EvaluationMetrics.Names);
}
