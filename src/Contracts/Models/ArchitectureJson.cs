using System.Text.Json;
using System.Text.Json.Nodes;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Contracts.Models;

/// <summary>
/// The written form of an <see cref="ArchitectureSpec"/>:
/// <c>{"input": [784], "layers": ["flatten", {"dense": {"units": 10, "name": "head"}}]}</c>.
/// </summary>
public static class ArchitectureJson
{
    /// <exception cref="InvalidArgumentException">The text has not this form; names every place.</exception>
    public static ArchitectureSpec Parse(string json)
    {
        var violations = new List<FieldViolation>();
        var input = new List<int>();
        var layers = new List<LayerSpec>();
        try
        {
            if (JsonNode.Parse(json) is not JsonObject root)
                throw new InvalidArgumentException("architecture", "expected an object with 'input' and 'layers'");
            foreach (var key in root.Select(pair => pair.Key).Where(key => key is not ("input" or "layers")))
                violations.Add(new(key, "unknown key; an architecture has 'input' and 'layers'"));
            ReadInput(root["input"], input, violations);
            ReadLayers(root["layers"], layers, violations);
        }
        catch (JsonException e)
        {
            throw new InvalidArgumentException("architecture", $"not JSON: {e.Message}");
        }
        InvalidArgumentException.ThrowIfAny(violations);
        return new ArchitectureSpec(input, layers);
    }

    public static string Write(ArchitectureSpec spec)
    {
        var layers = new JsonArray();
        foreach (var layer in spec.Layers)
        {
            var parameters = (JsonObject)JsonNode.Parse(layer.Parameters)!;
            if (layer.Name is not null) parameters["name"] = layer.Name;
            layers.Add(parameters.Count == 0 ? JsonValue.Create(layer.Kind) : new JsonObject { [layer.Kind] = parameters });
        }
        var input = new JsonArray([.. spec.Input.Select(size => (JsonNode)JsonValue.Create(size))]);
        return new JsonObject { ["input"] = input, ["layers"] = layers }.ToJsonString();
    }

    private static void ReadInput(JsonNode? node, List<int> input, List<FieldViolation> violations)
    {
        if (node is not JsonArray { Count: > 0 } sizes)
        {
            violations.Add(new("input", "expected the shape of one example, as in [784] or [28, 28]"));
            return;
        }
        for (var i = 0; i < sizes.Count; i++)
        {
            if (sizes[i] is JsonValue value && value.TryGetValue(out int size)) input.Add(size);
            else violations.Add(new($"input[{i}]", $"'{sizes[i]}' is not a whole number"));
        }
    }

    private static void ReadLayers(JsonNode? node, List<LayerSpec> layers, List<FieldViolation> violations)
    {
        if (node is not JsonArray { Count: > 0 } entries)
        {
            violations.Add(new("layers", "expected a list with at least one layer"));
            return;
        }
        for (var i = 0; i < entries.Count; i++)
        {
            switch (entries[i])
            {
                case JsonValue value when value.TryGetValue(out string? kind):
                    layers.Add(new LayerSpec(kind));
                    break;
                case JsonObject { Count: 1 } entry when entry.First().Value is null or JsonObject:
                    layers.Add(ReadLayer(entry.First().Key, entry.First().Value as JsonObject));
                    break;
                default:
                    violations.Add(new($"layers[{i}]", "expected a kind, as in flatten, or one kind with its parameters, as in {\"dense\": {\"units\": 10}}"));
                    break;
            }
        }
    }

    private static LayerSpec ReadLayer(string kind, JsonObject? given)
    {
        var parameters = (JsonObject?)given?.DeepClone() ?? [];
        string? name = null;
        if (parameters["name"] is JsonValue value && value.TryGetValue(out name)) parameters.Remove("name");
        return new LayerSpec(kind, name, parameters.ToJsonString());
    }
}
