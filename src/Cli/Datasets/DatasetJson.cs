using System.Text.Json.Nodes;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Datasets;

internal static class DatasetJson
{
    public static JsonObject Of(Dataset dataset) => new()
    {
        ["name"] = dataset.Name,
        ["versions"] = JsonText.Array(dataset.Versions.Select(v => (JsonNode?)Of(v))),
    };

    public static JsonObject Of(DatasetVersion version) => new()
    {
        ["dataset"] = version.Dataset,
        ["version"] = version.Version,
        ["examples"] = version.Splits.Sum(s => s.Examples),
        ["features"] = new JsonObject
        {
            ["shape"] = JsonText.Array(version.Features.Shape),
            ["element_type"] = version.Features.ElementType,
            ["names"] = JsonText.Array(version.Features.Names),
            ["scales"] = JsonText.Array(version.Features.Scales.Select(Of)),
        },
        ["target"] = new JsonObject
        {
            ["name"] = version.Target.Name,
            ["kind"] = DatasetText.Kind(version.Target.Kind),
            ["labels"] = JsonText.Array(version.Target.Labels),
            ["scale"] = Of(version.Target.Scale),
        },
        ["splits"] = JsonText.Array(version.Splits.Select(s => (JsonNode?)new JsonObject
        {
            ["name"] = s.Name,
            ["examples"] = s.Examples,
            ["class_counts"] = JsonText.Array(s.ClassCounts),
        })),
        ["manifest_sha256"] = version.ManifestSha256,
        ["length_bytes"] = version.LengthBytes,
        ["skipped_examples"] = version.SkippedExamples,
        ["created_at"] = JsonText.Of(version.CreatedAt),
    };

    private static JsonNode? Of(ColumnScale? scale) => scale is null ? null : new JsonObject { ["offset"] = scale.Offset, ["scale"] = scale.Scale };
}
