using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Models;

/// <summary>YAML as JSON, with the types of YAML's core schema (YAML 1.2, chapter 10.3).</summary>
internal static class YamlJson
{
    private const int MaxDepth = 32;

    /// <exception cref="YamlException">Not YAML; has line and column.</exception>
    public static YamlNode Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents.Count != 1)
            throw new YamlException(new Mark(0, 1, 1), new Mark(0, 1, 1), $"one document is expected, {stream.Documents.Count} found");
        return stream.Documents[0].RootNode;
    }

    public static JsonNode? ToJson(YamlNode node) => ToJson(node, 0);

    private static JsonNode? ToJson(YamlNode node, int depth)
    {
        // An alias may point to what holds it.
        if (depth > MaxDepth) throw new YamlException(node.Start, node.End, $"nested deeper than {MaxDepth}");
        return node switch
        {
            YamlMappingNode map => new JsonObject(map.Children.Select(pair =>
                KeyValuePair.Create(((YamlScalarNode)pair.Key).Value ?? "", ToJson(pair.Value, depth + 1)))),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(child => ToJson(child, depth + 1))]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw new YamlException(node.Start, node.End, "expected a value, a list or a mapping"),
        };
    }

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not ScalarStyle.Plain) return JsonValue.Create(text);
        if (text is "" or "~" or "null" or "Null" or "NULL") return null;
        if (text is "true" or "True" or "TRUE") return JsonValue.Create(true);
        if (text is "false" or "False" or "FALSE") return JsonValue.Create(false);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return JsonValue.Create(whole);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return JsonValue.Create(number);
        return JsonValue.Create(text);
    }
}
