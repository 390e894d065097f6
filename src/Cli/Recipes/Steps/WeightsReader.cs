using DistributedDL.Cli.Recipes.Yaml;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>Reads weights written by hand: for each layer, its tensors as nested lists.</summary>
internal static class WeightsReader
{
    public static SetWeightsStep Read(MapReader map, string model)
    {
        var weights = new Dictionary<string, HandSetTensor>(StringComparer.Ordinal);
        foreach (var (layer, tensors) in map.Entries("weights", required: true))
            foreach (var (key, node) in tensors.Mapping.Children)
                if (Tensor(node, tensors.PathOf(YamlScalar.Key(key)), map.Context) is { } tensor)
                    weights[$"{layer}.{YamlScalar.Key(key)}"] = tensor;
        return new SetWeightsStep(model, map.NetworkName("network", required: true) ?? "", map.DataName("data", required: true) ?? "", weights);
    }

    private static HandSetTensor? Tensor(YamlNode node, string path, RecipeContext context)
    {
        var shape = new List<int>();
        for (var inner = node; inner is YamlSequenceNode { Children.Count: > 0 } list; inner = list[0]) shape.Add(list.Children.Count);
        var values = new List<float>();
        var before = context.Faults.Count;
        if (shape.Count == 0) context.Faults.Add(node.Start, path, $"{YamlScalar.Show(node)} is not a list of numbers, nor a list of such lists");
        else Fill(node, path, shape, 0, values, context);
        return context.Faults.Count == before ? new HandSetTensor(shape, values) : null;
    }

    private static void Fill(YamlNode node, string path, List<int> shape, int depth, List<float> values, RecipeContext context)
    {
        if (depth == shape.Count && YamlScalar.TryNumber(node, out var number) && float.IsFinite((float)number)) values.Add((float)number);
        else if (depth < shape.Count && node is YamlSequenceNode list && list.Children.Count == shape[depth])
            for (var i = 0; i < list.Children.Count; i++) Fill(list[i], $"{path}[{i}]", shape, depth + 1, values, context);
        else context.Faults.Add(node.Start, path, depth == shape.Count
            ? $"{YamlScalar.Show(node)} is not a number"
            : $"{YamlScalar.Show(node)} does not go on as the first did; a list of {shape[depth]} is expected");
    }
}
