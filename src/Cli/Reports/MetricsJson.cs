using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DistributedDL.Cli.Reports;

/// <summary>The outcome as JSON: <c>metrics.json</c>; <c>ddl run --json</c> prints its first four keys.</summary>
public static class MetricsJson
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Keys <c>recipe</c>, <c>parameters</c>, <c>seconds</c>, <c>metrics</c>; then <c>passed</c>, <c>must_reach</c>, <c>seeds</c>, <c>weights_sha256</c>, <c>notes</c>. A number that is not finite is null.</summary>
    public static JsonObject Write(RecipeOutcome outcome) => new()
    {
        ["recipe"] = outcome.Recipe.Name,
        ["parameters"] = outcome.Parameters,
        ["seconds"] = Math.Round(outcome.Seconds, 3),
        ["metrics"] = Numbers(outcome.Metrics),
        ["passed"] = outcome.Passed,
        ["must_reach"] = new JsonArray([.. outcome.Thresholds.Select(Bound)]),
        ["seeds"] = new JsonObject(outcome.SeedMetrics.OrderBy(pair => pair.Key).Select(pair => KeyValuePair.Create($"{pair.Key}", (JsonNode?)Numbers(pair.Value)))),
        ["weights_sha256"] = new JsonObject(outcome.SeedWeights.OrderBy(pair => pair.Key).Select(pair => KeyValuePair.Create($"{pair.Key}", (JsonNode?)JsonValue.Create(pair.Value)))),
        ["notes"] = new JsonArray([.. outcome.Notes.Select(note => (JsonNode)JsonValue.Create(note))]),
    };

    public static string Text(RecipeOutcome outcome) => Write(outcome).ToJsonString(Readable) + "\n";

    private static JsonObject Bound(ThresholdReport threshold)
    {
        var bound = new JsonObject { ["metric"] = threshold.Key };
        if (threshold.Threshold.AtLeast is { } least) bound["at_least"] = least;
        if (threshold.Threshold.AtMost is { } most) bound["at_most"] = most;
        bound["value"] = Number(threshold.Value);
        bound["passed"] = threshold.Passed;
        return bound;
    }

    private static JsonObject Numbers(IReadOnlyDictionary<string, double> metrics) =>
        new(metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Number(pair.Value))));

    private static JsonValue? Number(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;
}
