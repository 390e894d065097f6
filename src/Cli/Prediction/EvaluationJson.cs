using System.Text.Json.Nodes;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Cli.Prediction;

internal static class EvaluationJson
{
    public static JsonObject Of(Evaluation evaluation)
    {
        var node = new JsonObject
        {
            ["model"] = evaluation.Model,
            ["version"] = evaluation.Version,
            ["dataset"] = evaluation.Dataset,
            ["dataset_version"] = evaluation.DatasetVersion,
            ["split"] = evaluation.Split,
            ["examples"] = evaluation.Examples,
            ["loss"] = JsonText.Of(evaluation.Loss),
        };
        foreach (var (name, value) in evaluation.Metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal)) node[name] = JsonText.Of(value);
        if (evaluation.Labels.Count == 0) return node;
        node["labels"] = JsonText.Array(evaluation.Labels);
        node["confusion_matrix"] = JsonText.Array(evaluation.ConfusionMatrix.Chunk(evaluation.Labels.Count).Select(row => (JsonNode?)JsonText.Array(row)));
        node["classes"] = JsonText.Array(evaluation.Classes.Select(found => (JsonNode?)new JsonObject
        {
            ["label"] = found.Label,
            ["precision"] = JsonText.Of(found.Precision),
            ["recall"] = JsonText.Of(found.Recall),
            ["f1"] = JsonText.Of(found.F1),
            ["examples"] = found.Examples,
        }));
        return node;
    }
}
