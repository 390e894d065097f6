using System.Text.Json;
using System.Text.Json.Nodes;
using DistributedDL.Client.Errors;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DistributedDL.Client.Models;

/// <summary>
/// The written form of an <see cref="ArchitectureSpec"/>:
/// <c>{"input": [64], "layers": ["flatten", {"dense": {"units": 10, "activation": "softmax", "name": "head"}}]}</c>.
/// Whether the layers exist and fit is the server's to say.
/// </summary>
public static class ArchitectureSpecs
{
    private const string LayerForm = "expected a kind, as in \"flatten\", or one kind with its parameters, as in {\"dense\": {\"units\": 10}}";

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);

    /// <exception cref="ArchitectureFormatException">The text has not this form; names every place.</exception>
    public static ArchitectureSpec Parse(string json)
    {
        var faults = new List<FieldFault>();
        var spec = new ArchitectureSpec();
        try
        {
            if (JsonNode.Parse(json) is not JsonObject root)
                throw new ArchitectureFormatException([new FieldFault("architecture", "expected an object with 'input' and 'layers'")]);
            faults.AddRange(root.Select(pair => pair.Key).Where(key => key is not ("input" or "layers"))
                .Select(key => new FieldFault(key, "unknown key; an architecture has 'input' and 'layers'")));
            ReadInput(root["input"], spec, faults);
            ReadLayers(root["layers"], spec, faults);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new ArchitectureFormatException([new FieldFault("architecture", $"not JSON: {e.Message}")]);
        }
        return faults.Count == 0 ? spec : throw new ArchitectureFormatException(faults);
    }

    public static string Write(ArchitectureSpec spec)
    {
        var layers = new JsonArray();
        foreach (var layer in spec.Layers)
        {
            var parameters = layer.Parameters is null ? [] : (JsonObject)JsonNode.Parse(Formatter.Format(layer.Parameters))!;
            if (layer.Name.Length > 0) parameters["name"] = layer.Name;
            layers.Add(parameters.Count == 0 ? JsonValue.Create(layer.Kind) : new JsonObject { [layer.Kind] = parameters });
        }
        var input = new JsonArray([.. spec.Input.Select(size => (JsonNode)JsonValue.Create(size))]);
        return new JsonObject { ["input"] = input, ["layers"] = layers }.ToJsonString();
    }

    private static void ReadInput(JsonNode? node, ArchitectureSpec spec, List<FieldFault> faults)
    {
        if (node is not JsonArray { Count: > 0 } sizes)
        {
            faults.Add(new("input", "expected the shape of one example, as in [784] or [28, 28]"));
            return;
        }
        for (var i = 0; i < sizes.Count; i++)
        {
            if (sizes[i] is JsonValue value && value.TryGetValue(out int size)) spec.Input.Add(size);
            else faults.Add(new($"input[{i}]", $"'{sizes[i]?.ToJsonString() ?? "null"}' is not a whole number"));
        }
    }

    private static void ReadLayers(JsonNode? node, ArchitectureSpec spec, List<FieldFault> faults)
    {
        if (node is not JsonArray { Count: > 0 } entries)
        {
            faults.Add(new("layers", "expected a list with at least one layer"));
            return;
        }
        for (var i = 0; i < entries.Count; i++)
        {
            switch (entries[i])
            {
                case JsonValue value when value.TryGetValue(out string? kind):
                    spec.Layers.Add(new LayerSpec { Kind = kind, Parameters = new Struct() });
                    break;
                case JsonObject { Count: 1 } entry when entry.First() is { Value: null or JsonObject } layer:
                    ReadLayer($"layers[{i}]", layer.Key, layer.Value as JsonObject, spec, faults);
                    break;
                default:
                    faults.Add(new($"layers[{i}]", LayerForm));
                    break;
            }
        }
    }

    private static void ReadLayer(string field, string kind, JsonObject? given, ArchitectureSpec spec, List<FieldFault> faults)
    {
        var parameters = (JsonObject?)given?.DeepClone() ?? [];
        var name = "";
        if (parameters.Remove("name", out var node))
        {
            if (node is JsonValue value && value.TryGetValue(out string? text)) name = text;
            else faults.Add(new($"{field}.name", $"'{node?.ToJsonString() ?? "null"}' is not a text"));
        }
        spec.Layers.Add(new LayerSpec { Kind = kind, Name = name, Parameters = JsonParser.Default.Parse<Struct>(parameters.ToJsonString()) });
    }
}
