using System.Text.Json.Nodes;
using DistributedDL.Cli.Recipes;
using DistributedDL.Cli.Recipes.Running;
using DistributedDL.Contracts.Models;

namespace DistributedDL.Cli.Tests.Recipes;

/// <summary>The recipes that come with the project.</summary>
public class RecipeFilesTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(RecipeText.Folder(), "*.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static Recipe Read(string file) => RecipeYaml.Parse(File.ReadAllText(Path.Combine(RecipeText.Folder(), file)));

    [Theory, MemberData(nameof(Files))]
    public void Parse_OwnRecipe_IsSound(string file)
    {
        var recipe = Read(file);

        Assert.Equal(Path.GetFileNameWithoutExtension(file), recipe.Name);
        Assert.NotEmpty(recipe.About);
        Assert.NotEmpty(recipe.MustReach);
        Assert.NotEmpty(recipe.Figures);
    }

    [Theory, MemberData(nameof(Files))]
    public void Parse_OwnRecipe_IsWithinWhatTheServiceDoes(string file) => Assert.Empty(RunnerReach.Faults(Read(file)));

    // Counts as Keras' summary() gives them.
    [Theory]
    [InlineData("nonlinear-boundary", "mlp", 101)]
    [InlineData("fashion-mnist", "mlp", 386_718)]
    [InlineData("cats-dogs-cnn", "cnn", 506_017)]
    public void Network_OfTheCourse_HasItsParameters(string recipe, string network, long expected)
    {
        var written = Read($"{recipe}.yaml").Networks[network];

        Assert.Equal(expected, written.Parameters);
        Assert.Equal(expected, Count(written.Architecture));
    }

    /// <summary>Parameters by Keras' formulas: kernel and bias.</summary>
    private static long Count(ArchitectureSpec architecture)
    {
        var shape = architecture.Input.ToList();
        long count = 0;
        foreach (var layer in architecture.Layers)
        {
            var settings = JsonNode.Parse(layer.Parameters)!;
            switch (layer.Kind)
            {
                case "rescale":
                    break;
                case "flatten":
                    shape = [shape.Aggregate((product, size) => product * size)];
                    break;
                case "conv2d":
                    var (kernel, filters) = ((int)settings["kernel"]!, (int)settings["filters"]!);
                    count += (kernel * kernel * shape[2] + 1) * filters;
                    shape = [shape[0] - kernel + 1, shape[1] - kernel + 1, filters];
                    break;
                case "max_pool":
                    shape = [shape[0] / 2, shape[1] / 2, shape[2]];
                    break;
                case "dense":
                    count += (shape[^1] + 1) * (int)settings["units"]!;
                    shape[^1] = (int)settings["units"]!;
                    break;
                default:
                    Assert.Fail($"No formula for {layer.Kind}");
                    break;
            }
        }
        return count;
    }
}
