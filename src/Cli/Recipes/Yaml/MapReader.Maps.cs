using System.Text.Json.Nodes;
using DistributedDL.Cli.Models;
using DistributedDL.Contracts.Naming;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Recipes.Yaml;

/// <summary>Mappings, lists of mappings, and names of what the recipe has declared.</summary>
public sealed partial class MapReader
{
    public MapReader? Map(string key, bool required = false) =>
        Node(key, required) is { } value ? Of(value, PathOf(key), Context, "a mapping of keys to values") : null;

    /// <summary>The named entries of a mapping, in the order of the text; each name follows the rule of resource names.</summary>
    public IEnumerable<(string Name, MapReader Entry)> Entries(string key, bool required = false)
    {
        foreach (var (named, value) in Map(key, required)?.Mapping ?? [])
        {
            var name = YamlScalar.Key(named);
            if (!ResourceName.IsValid(name)) Context.Faults.Add(named.Start, PathOf(key), $"{YamlScalar.Show(named)} is not a name: {ResourceName.Rule}");
            else if (Of(value, $"{PathOf(key)}.{name}", Context, "a mapping of keys to values") is { } entry) yield return (name, entry);
        }
    }

    /// <summary>The items of a list of mappings.</summary>
    public IEnumerable<MapReader> Maps(string key, bool required = false) =>
        List(key, required).Select(item => Of(item.Node, item.Path, Context, "a mapping of keys to values")).OfType<MapReader>();

    public IEnumerable<(YamlNode Node, string Path)> List(string key, bool required = false)
    {
        if (Node(key, required) is not { } value) return [];
        if (value is YamlSequenceNode { Children.Count: > 0 } list) return list.Children.Select((child, i) => (child, $"{PathOf(key)}[{i}]"));
        Fault(key, value is YamlSequenceNode ? "an empty list" : $"{YamlScalar.Show(value)} is not a list");
        return [];
    }

    /// <summary>A mapping kept as JSON, its keys judged by whom it is for.</summary>
    public JsonObject? Json(string key) => Map(key) is { } map ? (JsonObject)YamlJson.ToJson(map.Mapping)! : null;

    /// <summary>A kind, as in <c>adam</c>, or one kind with its settings, as in <c>sgd: { momentum: 0.9 }</c>.</summary>
    public Choice? Choice(string key, bool required = false)
    {
        switch (Node(key, required))
        {
            case null:
                return null;
            case YamlMappingNode { Children.Count: 1 } map when map.Children.First() is var (kind, settings) && settings is YamlMappingNode:
                return new Choice(YamlScalar.Key(kind), YamlJson.ToJson(settings)!.ToJsonString());
            case var value when YamlScalar.TryText(value, out var kind):
                return new Choice(kind);
            case var value:
                Fault(key, $"{YamlScalar.Show(value)} is neither a kind, as in adam, nor one kind with its settings, as in {{ sgd: {{ momentum: 0.9 }} }}");
                return null;
        }
    }

    /// <summary>A name out of those that the recipe declares under <c>data</c>.</summary>
    public string? DataName(string key, bool required = false) => OneOf(key, Context.Data, "data", required);

    /// <summary>A name out of those that the recipe declares under <c>networks</c>.</summary>
    public string? NetworkName(string key, bool required = false) => OneOf(key, Context.Networks, "network", required);

    /// <summary>A model that a step above has made.</summary>
    public string? ModelName(string key, bool required = false) => OneOf(key, Context.Models, "model", required);
}
