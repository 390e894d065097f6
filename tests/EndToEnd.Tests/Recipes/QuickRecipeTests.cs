using System.Text.Json.Nodes;

namespace DistributedDL.EndToEnd.Tests.Recipes;

/// <summary>The recipes that take seconds: each reaches its bounds, and the same seed gives the same bits on any server.</summary>
public sealed class QuickRecipeTests(RecipeServerFixture served) : IClassFixture<RecipeServerFixture>
{
    private const string ThisTree = ".";

    // Beside the source tree, as its files are for measuring only.
    private const string Course = "../shared/data/course";

    [Theory]
    [InlineData("logic-gates", ThisTree)]
    [InlineData("gates-learned", ThisTree)]
    [InlineData("courier-pricing", ThisTree)]
    [InlineData("transfer-mlp", Course)]
    [InlineData("stock-price", Course)]
    public async Task Run_SameSeedOnTwoServers_ReachesItsBoundsWithTheSameBits(string recipe, string data)
    {
        var folder = Path.GetFullPath(Path.Combine(Ddl.Root, data));
        Assert.SkipUnless(Directory.Exists(folder), $"{recipe} needs the folder {Course}");

        var own = await Metrics(null, recipe, folder);
        var other = await Metrics(served.Server.Grpc, recipe, folder);

        Assert.NotEmpty(own["must_reach"]!.AsArray());
        Assert.All(own["must_reach"]!.AsArray(), bound => Assert.True((bool)bound!["passed"]!, bound.ToJsonString()));
        Assert.Equal(64, ((string)own["weights_sha256"]!["0"]!).Length);
        Assert.Equal((string)own["weights_sha256"]!["0"]!, (string)other["weights_sha256"]!["0"]!);
        Assert.Equal(own["metrics"]!.ToJsonString(), other["metrics"]!.ToJsonString());
    }

    private async Task<JsonNode> Metrics(string? server, string recipe, string data)
    {
        var folder = served.Folder.File($"{recipe}-{(server is null ? "own" : "other")}");
        (await Ddl.Run(server, "run", $"recipes/{recipe}.yaml", "--data", data, "--seed", "0", "--out", folder, "--json")).Succeeded();
        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "metrics.json")))!;
    }
}
