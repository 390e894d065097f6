using DistributedDL.Cli.Recipes;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Cli.Tests.Recipes;

/// <summary>A small recipe that is right, and ways to make it wrong.</summary>
internal static class RecipeText
{
    public const string Right = """
        recipe: small
        about: A test.
        data:
          points:
            csv: points.csv
            target: y
        networks:
          mlp:
            parameters: 101
            input: [2]
            layers:
              - dense: { units: 25, activation: sigmoid }
              - dense: { units: 1, activation: sigmoid }
        steps:
          - train: rings
            network: mlp
            data: points
            epochs: 10
        must_reach:
          - { metric: train_accuracy, at_least: 0.9 }
        show:
          - scatter: { data: points }
        """;

    public static string With(string old, string replacement)
    {
        Assert.Contains(old, Right, StringComparison.Ordinal);
        return Right.Replace(old, replacement, StringComparison.Ordinal);
    }

    public static IReadOnlyList<FieldViolation> Faults(string text) =>
        Assert.Throws<InvalidArgumentException>(() => RecipeYaml.Parse(text)).Violations;

    public static void HasFault(string text, string field, int line, int column, string words)
    {
        var fault = Assert.Single(Faults(text));
        Assert.Equal(field, fault.Field);
        Assert.StartsWith($"line {line}, column {column}: ", fault.Description, StringComparison.Ordinal);
        Assert.Contains(words, fault.Description, StringComparison.Ordinal);
    }

    /// <summary>The folder with the project's recipes.</summary>
    public static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "recipes"))) folder = folder.Parent;
        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, "recipes");
    }
}
