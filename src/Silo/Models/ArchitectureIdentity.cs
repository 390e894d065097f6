using System.Text.Json.Nodes;
using DistributedDL.Contracts.Models;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Silo.Models;

/// <summary>Whether two architectures are the same network, however their names and numbers are written.</summary>
internal static class ArchitectureIdentity
{
    public static bool Same(ArchitectureSpec one, ArchitectureSpec other) => JsonNode.DeepEquals(Written(one), Written(other));

    private static JsonNode? Written(ArchitectureSpec architecture)
    {
        var names = Network.Describe(architecture).Select(layer => layer.Name).ToArray();
        return JsonNode.Parse(ArchitectureJson.Write(architecture with { Layers = [.. architecture.Layers.Select((layer, i) => layer with { Name = names[i] })] }));
    }
}
