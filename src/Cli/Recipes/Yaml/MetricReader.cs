using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Prediction;

namespace DistributedDL.Cli.Recipes.Yaml;

/// <summary>Names of metrics, refused before anything is trained for them in vain.</summary>
internal static class MetricReader
{
    /// <summary>The metric of a step that predicts letters; it has no split.</summary>
    public const string TextAccuracy = "text_accuracy";

    /// <summary>A metric of a split, as in <c>test_accuracy</c>.</summary>
    public static string OfSplit(MapReader map)
    {
        var name = map.Text("metric", required: true) ?? "";
        if (name.Length > 0 && name != TextAccuracy && !Split.All.Any(split => EvaluationMetrics.Names.Any(metric => name == $"{split}_{metric}")))
            map.Fault("metric", $"'{name}' is unknown; known are {string.Join("_, ", Split.All)}_ before each of {Known}, and {TextAccuracy}");
        return name;
    }

    /// <summary>A metric of whatever split, as in <c>accuracy</c>.</summary>
    public static string OfAny(MapReader map)
    {
        var name = map.Text("metric", required: true) ?? "";
        if (name.Length > 0 && !EvaluationMetrics.Names.Contains(name)) map.Fault("metric", $"'{name}' is unknown; known are {Known}");
        return name;
    }

    private static string Known => string.Join(", ", EvaluationMetrics.Names);
}
