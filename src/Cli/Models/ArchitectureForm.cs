using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Models;

/// <summary>The outer form of an architecture file. What a layer takes, the server knows.</summary>
internal static class ArchitectureForm
{
    /// <returns>One <c>line:column: what is wrong</c> a fault.</returns>
    public static IEnumerable<string> Faults(YamlNode root)
    {
        if (root is not YamlMappingNode map) return [At(root, "expected a mapping with 'input' and 'layers'")];
        return Keys(map).Concat(Input(map)).Concat(Layers(map));
    }

    private static IEnumerable<string> Keys(YamlMappingNode map) => map.Children.Keys
        .Where(key => key is not YamlScalarNode { Value: "input" or "layers" })
        .Select(key => At(key, $"unknown key '{key}'; an architecture has 'input' and 'layers'"));

    private static IEnumerable<string> Input(YamlMappingNode map)
    {
        if (!map.Children.TryGetValue("input", out var input)) return [At(map, "'input' is missing: the shape of one example, as in [28, 28]")];
        if (input is not YamlSequenceNode { Children.Count: > 0 } sizes) return [At(input, "'input' is the shape of one example, as in [28, 28]")];
        return sizes.Children
            .Where(size => !int.TryParse((size as YamlScalarNode)?.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) || n < 1)
            .Select(size => At(size, $"'{size}' is not a whole number of at least 1"));
    }

    private static IEnumerable<string> Layers(YamlMappingNode map)
    {
        if (!map.Children.TryGetValue("layers", out var layers)) return [At(map, "'layers' is missing: a list with at least one layer")];
        if (layers is not YamlSequenceNode { Children.Count: > 0 } list) return [At(layers, "'layers' is a list with at least one layer")];
        return list.Children.Where(layer => !IsLayer(layer))
            .Select(layer => At(layer, "expected a kind, as in flatten, or one kind with its parameters, as in dense: { units: 10 }"));
    }

    private static bool IsLayer(YamlNode layer) => layer switch
    {
        YamlScalarNode { Value.Length: > 0 } => true,
        YamlMappingNode { Children.Count: 1 } map => map.Children.First() is { Key: YamlScalarNode { Value.Length: > 0 } } entry
            && (entry.Value is YamlMappingNode inner ? inner.Children.Keys.All(key => key is YamlScalarNode) : entry.Value is YamlScalarNode { Value: null or "" or "~" or "null" }),
        _ => false,
    };

    private static string At(YamlNode node, string fault) => $"{node.Start.Line}:{node.Start.Column}: {fault}";
}
