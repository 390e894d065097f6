using System.Text.Json;
using System.Text.Json.Nodes;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Tests.Golden;

/// <summary>Values computed by PyTorch and scikit-learn (make_golden.py).</summary>
internal static class GoldenFile
{
    public static IReadOnlyList<JsonObject> Cases(string file) => [.. Read(file).AsArray().Select(node => node!.AsObject())];

    public static JsonNode Read(string file)
    {
        using var stream = typeof(GoldenFile).Assembly.GetManifestResourceStream(file) ?? throw new FileNotFoundException(file);
        return JsonNode.Parse(stream)!;
    }

    public static IEnumerable<string> Names(string file) => Cases(file).Select(entry => (string)entry["name"]!);

    public static JsonObject Case(string file, string name) => Cases(file).Single(entry => (string)entry["name"]! == name);

    public static float[] Floats(this JsonNode node, string key) => node[key].Deserialize<float[]>()!;

    public static ArchitectureSpec Architecture(this JsonNode node) => ArchitectureJson.Parse(node["architecture"]!.ToJsonString());

    public static IReadOnlyList<NamedTensor> Tensors(this JsonNode node, string key) =>
        [.. node[key]!.AsObject().Select(entry => StoredTensor.From(entry.Key, entry.Value!["shape"].Deserialize<long[]>()!, entry.Value.Floats("data")))];
}
