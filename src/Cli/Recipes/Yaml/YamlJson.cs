using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Recipes.Yaml;

/// <summary>A YAML node as JSON, with the types of the core schema (YAML 1.2.2, chapter 10.3).</summary>
public static class YamlJson
{
    public static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(YamlScalar.Key(pair.Key), Convert(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode scalar => Scalar(scalar),
        _ => null,
    };

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
