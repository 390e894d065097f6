using System.Text.RegularExpressions;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Running;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Contracts.Errors;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Recipes.Sweeps;

/// <summary>All combinations of a grid, each written into the training steps of a recipe and read again, so that a wrong value is found before anything begins.</summary>
internal static partial class SweepGrid
{
    /// <summary>Given to the whole recipe rather than to a step.</summary>
    private const string Seed = "seed";

    /// <exception cref="CommandFailedException">A combination is no recipe; names it and every fault.</exception>
    public static IReadOnlyList<SweepPoint> Of(string path, string text, IReadOnlyList<SweepAxis> axes) =>
        [.. Combine(axes).Select(values => new SweepPoint(values, Parse(path, text, values)))];

    /// <exception cref="CommandFailedException">A key is neither the seed nor one of a train step.</exception>
    private static void RequireKeys(IEnumerable<string> keys)
    {
        foreach (var key in keys.Where(key => key != Seed && !TrainReader.Keys.Contains(key)))
            throw CommandFailedException.Usage($"--grid: '{key}' is no key of a train step; known are {RecipeContext.Known(TrainReader.Keys.Append(Seed))}");
    }

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
        RequireKeys(values.Select(pair => pair.Key));
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
            var changed = RecipeYaml.Parse(writer.ToString().TrimEnd().TrimEnd('.'));
            InvalidArgumentException.ThrowIfAny(RunnerReach.Faults(changed));
            return changed with { Seeds = [changed.Seeds[0]] };
        }
        catch (InvalidArgumentException e)
        {
            throw Refused(path, values, e.Violations);
        }
    }

    // The changed text is not one that the user has seen: its lines say nothing.
    private static CommandFailedException Refused(string path, IReadOnlyList<(string Key, string Value)> values, IReadOnlyList<FieldViolation> faults)
    {
        var found = faults.Select(fault => (fault.Field, Key: KeyOf(fault.Field), Description: Place().Replace(fault.Description, ""))).ToList();
        // What else is wrong may follow from a value that is none.
        var ofValues = found.Where(fault => values.Any(pair => pair.Key == fault.Key)).Select(fault => $"{fault.Key}: {fault.Description}").Distinct().ToList();
        if (ofValues.Count == 1) return CommandFailedException.Usage($"--grid: {ofValues[0]}");
        return CommandFailedException.Usage($"--grid: {string.Join(", ", values.Select(pair => $"{pair.Key}={pair.Value}"))} makes no recipe of {path}",
            ofValues.Count > 0 ? ofValues : [.. found.Select(fault => $"{fault.Field}: {fault.Description}").Distinct()]);
    }

    private static string KeyOf(string field) => field.StartsWith("seeds", StringComparison.Ordinal) ? Seed : field[(field.LastIndexOf('.') + 1)..];

    [GeneratedRegex(@"^line \d+, column \d+: ")]
    private static partial Regex Place();

    private static IEnumerable<YamlMappingNode> Steps(YamlMappingNode root) =>
        root.Children.TryGetValue(new YamlScalarNode("steps"), out var steps) && steps is YamlSequenceNode list ? list.OfType<YamlMappingNode>() : [];
}
