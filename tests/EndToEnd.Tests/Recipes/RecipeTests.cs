using System.Text.Json.Nodes;

namespace DistributedDL.EndToEnd.Tests.Recipes;

/// <summary>Recipes as a user runs them, on a server that the command starts.</summary>
public sealed class RecipeTests
{
    private const string Small = """
        recipe: small
        data:
          xnor:
            columns: [a, b, out]
            rows: [[0, 0, 1], [0, 1, 0], [1, 0, 0], [1, 1, 1]]
            target: out
            target_is: class
        networks:
          layered:
            parameters: 17
            input: [2]
            layers:
              - dense: { units: 4, activation: tanh }
              - dense: { units: 1, activation: sigmoid }
        steps:
          - train: net
            network: layered
            data: xnor
            epochs: 40
            batch_size: 1
          - continue: net
            epochs: 10
        must_reach:
          - { metric: train_loss, after: 20, at_most: 2 }
        show:
          - truth_table: { model: net, data: xnor }
        """;

    [Fact]
    public async Task Run_GatesLearned_ReachesItsBoundsAndReports()
    {
        using var folder = new TempFolder();

        var result = (await Ddl.Run(null, "run", "recipes/gates-learned.yaml", "--seed", "0", "--out", folder.File("report"), "--json")).Succeeded();

        Assert.Equal(["recipe", "parameters", "seconds", "metrics"], result.Select(pair => pair.Key));
        Assert.Equal(("gates-learned", 17), ((string)result["recipe"]!, (int)result["parameters"]!));
        Assert.Equal(1, (double)result["metrics"]!["train_accuracy"]!);
        Assert.Equal(1, (double)result["metrics"]!["nand-gate.train_accuracy"]!);
        Assert.Contains("XNOR as it was learned", File.ReadAllText(folder.File("report/report.html")), StringComparison.Ordinal);
        Assert.Equal(5, File.ReadAllLines(folder.File("report/predictions.csv")).Length);
    }

    [Fact]
    public async Task Run_DeadAtItsEpoch_IsStartedAgainWithAnotherSeedAndSaysSo()
    {
        using var folder = new TempFolder();
        var recipe = folder.Write("small.yaml", Small.Replace("    batch_size: 1\n", "    batch_size: 1\n    learning_rate: 0.000001\n    restart_when: { metric: train_accuracy, below: 1.5, after_epoch: 3, attempts: 3 }\n", StringComparison.Ordinal));

        var outcome = await Ddl.Run(null, "run", recipe, "--json");

        Assert.Equal(1, outcome.Code);
        Assert.Contains("started again with seed 2000000.", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("below 1.5; so it was 3 times", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ContinuedOrAtOnce_GivesTheSameBits()
    {
        using var folder = new TempFolder();
        var atOnce = Small.Replace("  - continue: net\n    epochs: 10\n", "", StringComparison.Ordinal).Replace("epochs: 40", "epochs: 50", StringComparison.Ordinal);

        Assert.Equal(await Weights(Small, "continued"), await Weights(atOnce, "at-once"));

        async Task<string> Weights(string recipe, string name)
        {
            (await Ddl.Run(null, "run", folder.Write($"{name}.yaml", recipe), "--out", folder.File(name), "--json")).Succeeded();
            return (string)JsonNode.Parse(File.ReadAllText(folder.File($"{name}/metrics.json")))!["weights_sha256"]!["0"]!;
        }
    }

    [Fact]
    public async Task Run_SameSeedTwice_GivesTheSameBits()
    {
        using var folder = new TempFolder();
        var recipe = folder.Write("small.yaml", Small);

        var first = await Weights("7,8", "first");
        var second = await Weights("7", "second");

        Assert.Equal((string)first["7"]!, (string)second["7"]!);
        Assert.NotEqual((string)first["7"]!, (string)first["8"]!);
        Assert.Equal(64, ((string)first["7"]!).Length);

        async Task<JsonNode> Weights(string seeds, string name)
        {
            (await Ddl.Run(null, "run", recipe, "--seeds", seeds, "--out", folder.File(name), "--json")).Succeeded();
            return JsonNode.Parse(File.ReadAllText(folder.File($"{name}/metrics.json")))!["weights_sha256"]!;
        }
    }

    [Fact]
    public async Task Run_BoundMissed_FailsAndSaysWhich()
    {
        using var folder = new TempFolder();
        var recipe = folder.Write("small.yaml", Small.Replace("at_most: 2", "at_most: 0.000001", StringComparison.Ordinal));

        var outcome = await Ddl.Run(null, "run", recipe, "--json");

        Assert.Equal(1, outcome.Code);
        Assert.Equal("small", (string)outcome.Json["recipe"]!);
        Assert.Contains("error: 1 of 1 bounds missed", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("train_loss_after_20: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OtherCountOfParameters_IsRefused()
    {
        using var folder = new TempFolder();
        var recipe = folder.Write("small.yaml", Small.Replace("parameters: 17", "parameters: 18", StringComparison.Ordinal));

        var outcome = await Ddl.Run(null, "run", recipe, "--json");

        Assert.Equal(1, outcome.Code);
        Assert.Contains("networks.layered: it has 17 parameters; the recipe says 18", outcome.Error, StringComparison.Ordinal);
    }

    [Fact, Trait("Category", "Long")]
    public async Task Run_FashionMnist_ReachesItsBounds()
    {
        const string Folder = "/usr/share/datasets/fashion-mnist";
        Assert.SkipUnless(Directory.Exists(Folder), $"needs {Folder}, of the package dataset-fashion-mnist");

        var result = (await Ddl.Run(null, "run", "recipes/fashion-mnist.yaml", "--data", Folder, "--seed", "0", "--json")).Succeeded();

        Assert.Equal(386_718, (int)result["parameters"]!);
        Assert.InRange((double)result["metrics"]!["test_accuracy"]!, 0.8913, 1);
    }
}
