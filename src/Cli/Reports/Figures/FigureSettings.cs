using DistributedDL.Cli.Recipes.Yaml;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>Settings that several figures share.</summary>
internal static class FigureSettings
{
    public static string? Split(MapReader map) => map.OneOf("split", Contracts.Datasets.Split.All.ToList(), "split");

    public static string Model(MapReader map) => map.ModelName("model", required: true) ?? "";

    /// <summary>Models by name, at least one.</summary>
    public static IReadOnlyList<string> Models(MapReader map)
    {
        var models = map.Texts("models", required: true);
        foreach (var model in models.Where(model => !map.Context.Models.Contains(model)))
            map.Fault("models", $"unknown model '{model}'; known are {RecipeContext.Known(map.Context.Models)}");
        return models;
    }
}
