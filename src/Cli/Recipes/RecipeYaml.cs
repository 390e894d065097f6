using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Cli.Recipes.MustReach;
using DistributedDL.Cli.Recipes.Networks;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Figures;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;

namespace DistributedDL.Cli.Recipes;

/// <summary>The written form of a <see cref="Recipe"/>; <c>recipes/README.md</c> describes every key.</summary>
public static class RecipeYaml
{
    /// <summary>Reads a recipe from the top down; each part may use the names that the parts above it declare.</summary>
    /// <exception cref="InvalidArgumentException">Every fault in the text, each with its path, line and column.</exception>
    public static Recipe Parse(string text)
    {
        var context = new RecipeContext();
        var map = new MapReader(YamlText.Read(text), "", context);
        var name = Name(map);
        var about = map.Text("about") ?? "";
        var seeds = Seeds(map);
        var data = Named(map, "data", context.Data, DataReader.Read);
        var networks = Named(map, "networks", context.Networks, NetworkReader.Read);
        var steps = map.Maps("steps", required: true).Select(StepReader.Read).OfType<RecipeStep>().ToList();
        var result = Result(map, context);
        var bounds = map.Has("must_reach") ? map.Maps("must_reach").Select(ThresholdReader.Read).ToList() : Known<Threshold>(map, "must_reach");
        var figures = map.Has("show") ? FigureKinds.ReadAll(map, "show") : Known<FigureSpec>(map, "show");
        map.Complete();
        context.Faults.ThrowIfAny();
        return new Recipe
        {
            Name = name, About = about, Seeds = seeds, Data = data, Networks = networks,
            Steps = steps, Result = result, MustReach = bounds, Figures = figures,
        };
    }

    private static string Name(MapReader map)
    {
        var name = map.Text("recipe", required: true) ?? "";
        if (name.Length > 0 && !ResourceName.IsValid(name)) map.Fault("recipe", $"'{name}' is not a name: {ResourceName.Rule}");
        return name;
    }

    private static List<long> Seeds(MapReader map)
    {
        var seeds = map.Ints("seeds", 0, int.MaxValue).Select(seed => (long)seed).ToList();
        if (seeds.Distinct().Count() != seeds.Count) map.Fault("seeds", "a seed stands twice");
        return seeds.Count == 0 ? [0] : seeds;
    }

    private static string Result(MapReader map, RecipeContext context)
    {
        if (map.ModelName("result") is { } result) return result;
        if (!map.Has("result") && context.Models.Count > 1)
            context.Faults.Add(map.Mapping.Start, "result", $"'result' is missing; which of the models {RecipeContext.Known(context.Models)} is it?");
        return context.Models.FirstOrDefault() ?? "";
    }

    private static Dictionary<string, T> Named<T>(MapReader map, string key, HashSet<string> names, Func<string, MapReader, T?> read) where T : class
    {
        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, entry) in map.Entries(key, required: true))
        {
            names.Add(name);
            if (read(name, entry) is { } item) found[name] = item;
        }
        return found;
    }

    private static List<T> Known<T>(MapReader map, string key)
    {
        map.Node(key);
        return [];
    }
}
