using System.Text.Json.Nodes;
using DistributedDL.Contracts.Errors;
using Google.Protobuf.WellKnownTypes;

namespace DistributedDL.Gateway.Models;

/// <summary>Layer parameters between a protobuf struct and the JSON text that grains hold.</summary>
internal static class StructJson
{
    private const int MaxDepth = 16;

    /// <summary>JSON of a struct, keys in the order they came; <c>{}</c> when there is none.</summary>
    /// <param name="field">Path of the struct in the request.</param>
    public static string Write(Struct? parameters, string field, List<FieldViolation> violations)
    {
        if (parameters is null || parameters.Fields.Count == 0) return "{}";
        return ToNode(parameters, field, 0, violations).ToJsonString();
    }

    public static Struct Read(string json) => JsonNode.Parse(json) is JsonObject { Count: > 0 } node ? ToStruct(node) : new Struct();

    private static JsonObject ToNode(Struct from, string field, int depth, List<FieldViolation> violations)
    {
        var node = new JsonObject();
        foreach (var (key, value) in from.Fields) node[key] = ToNode(value, $"{field}.{key}", depth + 1, violations);
        return node;
    }

    private static JsonNode? ToNode(Value value, string field, int depth, List<FieldViolation> violations)
    {
        if (depth > MaxDepth)
        {
            violations.Add(new(field, $"is nested deeper than {MaxDepth}"));
            return null;
        }
        switch (value.KindCase)
        {
            case Value.KindOneofCase.NumberValue when double.IsFinite(value.NumberValue):
                return JsonValue.Create(value.NumberValue);
            case Value.KindOneofCase.NumberValue:
                violations.Add(new(field, $"{value.NumberValue} is not a finite number"));
                return null;
            case Value.KindOneofCase.StringValue:
                return JsonValue.Create(value.StringValue);
            case Value.KindOneofCase.BoolValue:
                return JsonValue.Create(value.BoolValue);
            case Value.KindOneofCase.StructValue:
                return ToNode(value.StructValue, field, depth, violations);
            case Value.KindOneofCase.ListValue:
                return new JsonArray([.. value.ListValue.Values.Select((item, i) => ToNode(item, $"{field}[{i}]", depth + 1, violations))]);
            default:
                return null;
        }
    }

    private static Struct ToStruct(JsonObject node)
    {
        var fields = new Struct();
        foreach (var (key, value) in node) fields.Fields[key] = ToValue(value);
        return fields;
    }

    private static Value ToValue(JsonNode? node) => node switch
    {
        null => Value.ForNull(),
        JsonObject inner => Value.ForStruct(ToStruct(inner)),
        JsonArray items => Value.ForList([.. items.Select(ToValue)]),
        JsonValue value when value.TryGetValue(out bool truth) => Value.ForBool(truth),
        JsonValue value when value.TryGetValue(out double number) => Value.ForNumber(number),
        _ => Value.ForString(node.GetValue<string>()),
    };
}
