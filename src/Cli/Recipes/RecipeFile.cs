using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Cli.Recipes.Running;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Cli.Recipes;

/// <summary>A recipe in a file.</summary>
internal static class RecipeFile
{
    /// <exception cref="CommandFailedException">The file is missing, is no recipe, or asks for what the runner does not do; names every fault.</exception>
    public static Recipe Read(string path)
    {
        InputFiles.Require(path);
        return Parse(path, File.ReadAllText(path));
    }

    public static Recipe Parse(string path, string text)
    {
        try
        {
            var recipe = RecipeYaml.Parse(text);
            InvalidArgumentException.ThrowIfAny(RunnerReach.Faults(recipe));
            return recipe;
        }
        catch (InvalidArgumentException e)
        {
            throw new CommandFailedException(
                $"{path}: {e.Violations.Count} {(e.Violations.Count == 1 ? "fault" : "faults")} in the recipe",
                [.. e.Violations.Select(fault => $"{fault.Field}: {fault.Description}")]);
        }
    }

    /// <summary>The files of a recipe under the folder given by <c>--data</c>.</summary>
    /// <exception cref="CommandFailedException">Names every missing file, and the folder.</exception>
    public static void RequireData(Recipe recipe, string folder)
    {
        var files = recipe.Data.Values.SelectMany(data => data.Files).Select(file => file.Path).Distinct().ToList();
        var missing = files.Where(file => !Path.Exists(Path.Combine(folder, file))).ToList();
        if (missing.Count > 0)
            throw new CommandFailedException($"the folder {Path.GetFullPath(folder)} has not all files of the recipe {recipe.Name}; --data names another",
                [.. missing.Select(file => $"missing: {file}")]);
        var plain = recipe.Data.Values.SelectMany(data => data.Files.Where(file => data.Format != SourceFormat.Images || !Directory.Exists(Path.Combine(folder, file.Path))));
        InputFiles.Require(plain.Select(file => Path.Combine(folder, file.Path)).Distinct());
    }
}
