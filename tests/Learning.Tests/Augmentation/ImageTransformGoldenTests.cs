using System.Text.Json;
using System.Text.Json.Nodes;
using DistributedDL.Learning.Augmentation;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.Augmentation;

/// <summary>Keras' formula over scipy (make_augmentation.py).</summary>
public sealed class ImageTransformGoldenTests
{
    private const string File = "augmentation.json";

    public static TheoryData<string> Names => [.. GoldenFile.Names(File)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_Transform_IsThatOfKeras(string name)
    {
        var entry = GoldenFile.Case(File, name);
        var shape = entry["shape"].Deserialize<int[]>()!;
        var transform = new ImageTransform
        {
            Rotation = Number(entry, "theta", 0), ShiftRows = Number(entry, "tx", 0), ShiftColumns = Number(entry, "ty", 0),
            ZoomRows = Number(entry, "zx", 1), ZoomColumns = Number(entry, "zy", 1),
            FlipHorizontal = entry.ContainsKey("flip_horizontal"), FlipVertical = entry.ContainsKey("flip_vertical"),
        };
        var json = entry.ContainsKey("fill") ? $$"""{"fill":"constant","fill_value":{{entry["value"]}}}""" : """{"rotation":1}""";
        using var augmenter = Augmenter.Bind(json, shape, isBytes: true, 0, [])!;
        var image = entry.Floats("input");

        augmenter.Run(image, transform);

        Near.All(entry.Floats("output"), image, 2e-6, name);
    }

    private static double Number(JsonObject entry, string key, double fallback) => entry[key] is { } value ? (double)value : fallback;
}
