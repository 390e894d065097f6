using System.Text.Json.Nodes;
using DistributedDL.Cli.Models;
using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;

namespace DistributedDL.Cli.Recipes.Networks;

/// <summary>Reads architectures in the form that <c>ddl model create --spec</c> takes, and puts a place on each of its faults.</summary>
internal static class NetworkReader
{
    public static RecipeNetwork? Read(string name, MapReader map)
    {
        var parameters = map.Whole("parameters", 0, long.MaxValue);
        map.Node("input", required: true);
        map.Node("layers", required: true);
        map.Complete();
        if (!map.Has("input") || !map.Has("layers")) return null;
        var written = (JsonObject)YamlJson.ToJson(map.Mapping)!;
        var architecture = new JsonObject { ["input"] = written["input"]?.DeepClone(), ["layers"] = written["layers"]?.DeepClone() };
        return Architecture(architecture, map) is { } read ? new RecipeNetwork(name, read, parameters) : null;
    }

    /// <summary>Layers alone, as a new head has them.</summary>
    public static IReadOnlyList<LayerSpec> Layers(MapReader map)
    {
        if (map.Node("layers", required: true) is not { } layers) return [];
        return Architecture(new JsonObject { ["input"] = new JsonArray(1), ["layers"] = YamlJson.ToJson(layers) }, map)?.Layers ?? [];
    }

    private static ArchitectureSpec? Architecture(JsonObject json, MapReader map)
    {
        try
        {
            return ArchitectureJson.Parse(json.ToJsonString());
        }
        catch (InvalidArgumentException e)
        {
            foreach (var fault in e.Violations)
                map.Context.Faults.Add(YamlPlace.Of(map.Mapping, fault.Field), map.PathOf(fault.Field), fault.Description);
            return null;
        }
    }
}
