using System.Text.Json.Nodes;
using DistributedDL.Cli.Terminal;

namespace DistributedDL.Cli.Prediction;

internal static class PredictionJson
{
    /// <param name="file">Where all of it was written; probabilities are then there alone.</param>
    public static JsonObject Of(Predictions predictions, string? file)
    {
        var node = new JsonObject
        {
            ["model"] = predictions.Model,
            ["version"] = predictions.Version,
            ["examples"] = predictions.Examples,
            ["predictions"] = predictions.AreClasses
                ? JsonText.Array(predictions.Predicted)
                : JsonText.Array(predictions.Outputs.Select(row => row.Length == 1 ? JsonText.Of(row[0]) : JsonText.Array(row))),
        };
        if (predictions.AreClasses)
        {
            node["labels"] = JsonText.Array(predictions.Labels);
            if (file is null) node["probabilities"] = JsonText.Array(predictions.Outputs.Select(row => (JsonNode?)JsonText.Array(row)));
        }
        if (file is not null) node["output"] = file;
        return node;
    }
}
