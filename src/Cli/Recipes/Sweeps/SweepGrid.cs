using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Yaml;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Recipes.Sweeps;

/// <summary>All combinations of a grid, each written into the training steps of a recipe and read again, so that a wrong value is found before anything begins.</summary>
internal static class SweepGrid
{
    /// <summary>Given to the whole recipe rather than to a step.</summary>
    private const string Seed = "seed";

    /// <exception cref="CommandFailedException">A combination is no recipe; names it and every fault.</exception>
    public static IReadOnlyList<SweepPoint> Of(string path, string text, IReadOnlyList<SweepAxis> axes) =>
        [.. Combine(axes).Select(values => new SweepPoint(values, Parse(path, text, values)))];

    private static List<IReadOnlyList<(string Key, string Value)>> Combine(IReadOnlyList<SweepAxis> axes)
    {
        List<IReadOnlyList<(string Key, string Value)>> all = [[]];
        foreach (var axis in axes) all = [.. all.SelectMany(values => axis.Values.Select(value => (IReadOnlyList<(string, string)>)[.. values, (axis.Key, value)]))];
        return all;
    }

    private static Recipe Parse(string path, string text, IReadOnlyList<(string Key, string Value)> values)
    {
        // What is no YAML is said as for any recipe.
        var recipe = RecipeFile.Parse(path, text);
        var root = YamlText.Read(text);
        var trains = Steps(root).Where(step => step.Children.ContainsKey("train")).ToList();
        if (trains.Count == 0) throw new CommandFailedException($"{path}: the recipe {recipe.Name} has no train step, so there is nothing to sweep");
        foreach (var (key, value) in values)
        {
            if (key == Seed) root.Children[new YamlScalarNode("seeds")] = new YamlSequenceNode(new YamlScalarNode(value));
            else foreach (var train in trains) train.Children[new YamlScalarNode(key)] = new YamlScalarNode(value);
        }
        var writer = new StringWriter();
        new YamlStream(new YamlDocument(root)).Save(writer, assignAnchors: false);
        try
        {
            var changed = RecipeFile.Parse(path, writer.ToString().TrimEnd().TrimEnd('.'));
            return changed with { Seeds = [changed.Seeds[0]] };
        }
        catch (CommandFailedException e)
        {
            throw new CommandFailedException($"--grid: {string.Join(", ", values.Select(pair => $"{pair.Key}={pair.Value}"))} makes no recipe of {path}", e.Details);
        }
    }

    private static IEnumerable<YamlMappingNode> Steps(YamlMappingNode root) =>
        root.Children.TryGetValue(new YamlScalarNode("steps"), out var steps) && steps is YamlSequenceNode list ? list.OfType<YamlMappingNode>() : [];
}
