using System.Text.Json.Nodes;
using DistributedDL.Cli.Recipes.Yaml;
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
        var parser = new Parser(new StringReader(text));
        try
        {
            stream.Load(parser);
        }
        catch (InvalidOperationException e)
        {
            // How the library ends on some broken flow sequences: without saying where.
            var place = parser.Current?.End ?? new Mark(0, 1, 1);
            throw new YamlException(place, place, "this is not YAML from here on", e);
        }
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
        if (scalar.Style is not ScalarStyle.Plain) return JsonValue.Create(scalar.Value);
        if (YamlScalar.IsNull(scalar)) return null;
        if (YamlScalar.TryFlag(scalar, out var flag)) return JsonValue.Create(flag);
        if (YamlScalar.TryWhole(scalar, out var whole)) return JsonValue.Create(whole);
        if (YamlScalar.TryNumber(scalar, out var number)) return JsonValue.Create(number);
        return JsonValue.Create(scalar.Value);
    }
}
