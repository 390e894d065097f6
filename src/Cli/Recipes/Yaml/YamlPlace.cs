using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Recipes.Yaml;

/// <summary>Finds where a path, as in <c>layers[2].units</c>, stands in the text.</summary>
public static class YamlPlace
{
    /// <summary>The place of the deepest node on the path that exists; a layer's kind may be left out of the path, as the service does.</summary>
    public static Mark Of(YamlNode root, string path)
    {
        var node = root;
        foreach (var step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Next(node, step) is not { } next) break;
            node = next;
        }
        return node.Start;
    }

    private static YamlNode? Next(YamlNode node, string step) => node switch
    {
        YamlSequenceNode list when step.StartsWith('[') && int.TryParse(step.Trim('[', ']'), NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < list.Children.Count => list[i],
        YamlMappingNode map when map.Children.FirstOrDefault(pair => YamlScalar.Key(pair.Key) == step).Value is { } found => found,
        YamlMappingNode { Children.Count: 1 } wrapper when wrapper.Children.First().Value is YamlMappingNode inner => Next(inner, step),
        _ => null,
    };
}
