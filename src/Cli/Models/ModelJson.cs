using System.Text.Json.Nodes;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Models;
using Google.Protobuf.WellKnownTypes;

namespace DistributedDL.Cli.Models;

internal static class ModelJson
{
    public static JsonObject Of(Model model)
    {
        var aliases = new JsonObject();
        foreach (var (alias, version) in model.Aliases.OrderBy(pair => pair.Key, StringComparer.Ordinal)) aliases[alias] = version;
        return new JsonObject
        {
            ["name"] = model.Name,
            ["architecture"] = Of(model.Architecture),
            ["aliases"] = aliases,
            ["versions"] = JsonText.Array(model.Versions.Select(v => (JsonNode?)Of(v))),
            ["created_at"] = JsonText.Of(model.CreatedAt),
        };
    }

    public static JsonObject Of(ModelVersion version) => new()
    {
        ["model"] = version.Model,
        ["version"] = version.Version,
        ["weights_sha256"] = version.WeightsSha256,
        ["parameters"] = version.Parameters,
        ["parent"] = Parent(version.Lineage),
        ["run"] = JsonText.OrNull(version.Lineage?.Run ?? ""),
        ["session"] = JsonText.OrNull(version.Lineage?.Session ?? ""),
        ["sequence"] = JsonText.OrNull(version.Lineage?.Sequence ?? 0),
        ["dataset"] = JsonText.OrNull(version.Lineage?.Dataset ?? ""),
        ["dataset_version"] = JsonText.OrNull(version.Lineage?.DatasetVersion ?? 0),
        ["target"] = version.TargetName,
        ["labels"] = JsonText.Array(version.Labels),
        ["metrics"] = JsonText.Metrics(version.Metrics),
        ["candidate"] = JsonText.OrNull(version.Candidate),
        ["created_at"] = JsonText.Of(version.CreatedAt),
    };

    public static JsonObject Of(ModelSummary summary) => new()
    {
        ["model"] = summary.Model,
        ["input"] = JsonText.Array(summary.Input),
        ["layers"] = JsonText.Array(summary.Layers.Select(layer => (JsonNode?)new JsonObject
        {
            ["name"] = layer.Name,
            ["kind"] = layer.Kind,
            ["output_shape"] = JsonText.Array(layer.OutputShape),
            ["parameters"] = layer.Parameters,
            ["trainable_parameters"] = layer.TrainableParameters,
        })),
        ["parameters"] = summary.Parameters,
        ["trainable_parameters"] = summary.TrainableParameters,
    };

    private static JsonObject? Of(ArchitectureSpec? architecture) => architecture is null ? null : new JsonObject
    {
        ["input"] = JsonText.Array(architecture.Input),
        ["layers"] = JsonText.Array(architecture.Layers.Select(Of)),
    };

    private static JsonNode Of(LayerSpec layer)
    {
        var parameters = layer.Parameters is null ? [] : (JsonObject)JsonNode.Parse(layer.Parameters.ToString())!;
        if (layer.Name.Length > 0) parameters["name"] = layer.Name;
        return parameters.Count == 0 ? JsonValue.Create(layer.Kind) : new JsonObject { [layer.Kind] = parameters };
    }

    private static JsonObject? Parent(Lineage? lineage) => lineage is null || lineage.ParentModel.Length == 0 ? null : new JsonObject
    {
        ["model"] = lineage.ParentModel,
        ["version"] = JsonText.OrNull(lineage.ParentVersion),
        ["weights_sha256"] = JsonText.OrNull(lineage.ParentWeightsSha256),
        ["frozen_layers"] = JsonText.Array(lineage.FrozenLayers),
    };
}
