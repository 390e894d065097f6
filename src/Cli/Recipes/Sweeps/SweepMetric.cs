using System.Text.RegularExpressions;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.MustReach;
using DistributedDL.Cli.Recipes.Yaml;

namespace DistributedDL.Cli.Recipes.Sweeps;

/// <summary>The metric of <c>--by</c>, refused before the first run where no recipe with these models and data could give it.</summary>
internal static partial class SweepMetric
{
    /// <exception cref="CommandFailedException">It is not of a form of <see cref="MetricKey"/> with the recipe's names.</exception>
    public static void Require(string key, Recipe recipe)
    {
        if (!MetricReader.IsOfSplit(Bare(key, recipe))) throw CommandFailedException.Usage($"--by: '{key}' is no metric of the recipe {recipe.Name}; {MetricReader.KnownOfSplit}");
    }

    private static string Bare(string key, Recipe recipe)
    {
        if (recipe.Steps.FirstOrDefault(step => key.StartsWith($"{step.Model}.", StringComparison.Ordinal)) is { } other) key = key[(other.Model.Length + 1)..];
        key = After().Replace(key, "");
        var data = recipe.Data.Keys.FirstOrDefault(name => key.EndsWith($"_on_{name}", StringComparison.Ordinal));
        return data is null ? key : key[..^$"_on_{data}".Length];
    }

    [GeneratedRegex(@"_after_\d+$")]
    private static partial Regex After();
}
