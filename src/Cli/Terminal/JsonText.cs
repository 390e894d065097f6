using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace DistributedDL.Cli.Terminal;

/// <summary>Values as JSON. JSON has no NaN and no infinity: they become null.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonNode node) => node.ToJsonString(Form);

    public static JsonNode? Of(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    public static JsonNode? Of(float value) => float.IsFinite(value) ? JsonValue.Create(value) : null;

    public static JsonNode? Of(Timestamp? time) => time is null ? null : JsonValue.Create(time.ToDateTimeOffset());

    /// <summary>Null instead of proto's empty default.</summary>
    public static JsonNode? OrNull(string text) => text.Length == 0 ? null : JsonValue.Create(text);

    public static JsonNode? OrNull(long number) => number == 0 ? null : JsonValue.Create(number);

    public static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode?)JsonValue.Create(v))]);

    public static JsonArray Array(IEnumerable<int> values) => new([.. values.Select(v => (JsonNode?)JsonValue.Create(v))]);

    public static JsonArray Array(IEnumerable<long> values) => new([.. values.Select(v => (JsonNode?)JsonValue.Create(v))]);

    public static JsonArray Array(IEnumerable<float> values) => new([.. values.Select(Of)]);

    public static JsonArray Array(IEnumerable<JsonNode?> values) => new([.. values]);

    public static JsonObject Metrics(MapField<string, double> metrics)
    {
        var node = new JsonObject();
        foreach (var (name, value) in metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal)) node[name] = Of(value);
        return node;
    }
}
