using System.Text.Json.Nodes;
using DistributedDL.Cli.Recipes;
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

    [Fact]
    public void Folder_HoldsTheTenTasks() => Assert.Equal(
        ["cats-dogs-best", "cats-dogs-cnn", "fashion-mnist", "fashion-mnist-best", "logic-gates", "nonlinear-boundary", "shakespeare", "stock-price", "text-generation", "transfer-mlp"],
        Files.Select(file => Path.GetFileNameWithoutExtension(file.Data)).Order(StringComparer.Ordinal));

    // Counts as Keras' summary() gives them.
    [Theory]
    [InlineData("nonlinear-boundary", "mlp", 101)]
    [InlineData("fashion-mnist", "mlp", 386_718)]
    [InlineData("cats-dogs-cnn", "cnn", 506_017)]
    [InlineData("stock-price", "rnn", 41)]
    [InlineData("text-generation", "lstm", 8_703)]
    [InlineData("transfer-mlp", "mlp", 2_701)]
    public void Network_OfTheCourse_HasItsParameters(string recipe, string network, long expected)
    {
        var written = Read($"{recipe}.yaml").Networks[network];

        Assert.Equal(expected, written.Parameters);
        Assert.Equal(expected, Count(written.Architecture));
    }

    /// <summary>Parameters by Keras' formulas: kernels and one bias vector, four gates of an LSTM.</summary>
    private static long Count(ArchitectureSpec architecture)
    {
        var shape = architecture.Input.ToList();
        long count = 0;
        foreach (var layer in architecture.Layers)
        {
            var settings = JsonNode.Parse(layer.Parameters)!;
            int Setting(string key) => (int)settings[key]!;
            switch (layer.Kind)
            {
                case "rescale":
                    break;
                case "flatten":
                    shape = [shape.Aggregate((product, size) => product * size)];
                    break;
                case "one_hot":
                    shape.Add(Setting("size"));
                    break;
                case "dense":
                    count += (shape[^1] + 1) * Setting("units");
                    shape[^1] = Setting("units");
                    break;
                case "conv2d":
                    count += (Setting("kernel") * Setting("kernel") * shape[2] + 1) * Setting("filters");
                    shape = [shape[0] - Setting("kernel") + 1, shape[1] - Setting("kernel") + 1, Setting("filters")];
                    break;
                case "max_pool":
                    shape = [shape[0] / Setting("size"), shape[1] / Setting("size"), shape[2]];
                    break;
                case "simple_rnn" or "lstm":
                    count += (layer.Kind == "lstm" ? 4 : 1) * (shape[1] + Setting("units") + 1) * Setting("units");
                    shape = [Setting("units")];
                    break;
                default:
                    Assert.Fail($"No formula for {layer.Kind}");
                    break;
            }
        }
        return count;
    }
}
