using System.Text.Json.Nodes;
using DistributedDL.Client.Training;

namespace DistributedDL.Cluster.Tests;

/// <summary>The main job through either gateway, and which process does what of it.</summary>
public sealed class MainJobTests(ClusterFixture fixture)
{
    private static readonly HttpClient Http = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Demo_OnEitherGateway_ComesToTheFiguresOfOneProcess(int gateway)
    {
        var cluster = await fixture.Get();

        var demo = (await cluster.Run(gateway, "demo", "--on-server", "--json")).Succeeded();

        Assert.True((double)demo["test_accuracy"]! > 0.92, $"{demo["test_accuracy"]}");
        Assert.True((double)demo["prequential_accuracy_last_200"]! > 0.8, $"{demo["prequential_accuracy_last_200"]}");
        Assert.True((double)demo["frozen_accuracy_last_200"]! < 0.3, $"{demo["frozen_accuracy_last_200"]}");
        Assert.Equal((string)demo["weights_sha256_before"]!, (string)demo["weights_sha256_after"]!);
        await EachRoleDidItsOwn(cluster);
    }

    [Theory]
    [InlineData(0, "gates-learned")]
    [InlineData(1, "logic-gates")]
    public async Task Recipe_OnEitherGateway_MeetsItsBounds(int gateway, string recipe)
    {
        var cluster = await fixture.Get();

        var outcome = (await cluster.Run(gateway, "run", $"recipes/{recipe}.yaml", "--json")).Succeeded();

        Assert.Equal(recipe, (string)outcome["recipe"]!);
        Assert.NotEmpty((JsonObject)outcome["metrics"]!);
    }

    [Fact]
    public async Task Train_TwoRanksOnTwoSilos_EndsWithTheLossesOfOne()
    {
        var cluster = await fixture.Get();
        await cluster.CreateSoftmax("ranks");
        var cancellation = TestContext.Current.CancellationToken;

        var one = await cluster.Train("ranks-one", ClusterWork.Training("ranks", epochs: 10), cancellation);
        var two = await cluster.Train("ranks-two", ClusterWork.Training("ranks", epochs: 10, worldSize: 2), cancellation);

        Assert.Equal((RunState.Completed, RunState.Completed), (one.State, two.State));
        Assert.Empty(two.Events);
        Assert.Equal(one.LastEpoch.Loss, two.LastEpoch.Loss, 1e-4);
    }

    [Fact]
    public async Task Sweep_OverTheCluster_GivesATableOfAllCombinations()
    {
        var cluster = await fixture.Get();

        var sweep = (await cluster.Run(0, "sweep", "recipes/gates-learned.yaml", "--grid", "learning_rate=0.05,0.5", "--by", "train_loss", "--json")).Succeeded();

        var runs = (JsonArray)sweep["runs"]!;
        Assert.Equal(2, runs.Count);
        Assert.Equal(["0.05", "0.5"], runs.Select(run => (string)run!["grid"]!["learning_rate"]!).Order());
        var losses = runs.Select(run => (double)run!["metrics"]!["train_loss"]!).ToList();
        Assert.Equal(losses.Order(), losses);
    }

    private static async Task EachRoleDidItsOwn(TestCluster cluster)
    {
        foreach (var service in cluster.Services.Services.Where(service => service.Metrics is not null))
        {
            var page = await Http.GetStringAsync(service.Metrics, TestContext.Current.CancellationToken);
            var (trains, learns, predicts) = (MetricsPage.Sum(page, "ddl_training_examples_total"), MetricsPage.Sum(page, "ddl_session_examples_total"), MetricsPage.Sum(page, "ddl_predictions_total"));
            if (service.Role != "training") Assert.Equal((service.Name, 0.0), (service.Name, trains));
            if (service.Role != "serving") Assert.Equal((service.Name, 0.0, 0.0), (service.Name, learns, predicts));
            Assert.Equal((service.Name, service.Role == "training" ? 2.0 : 0.0), (service.Name, MetricsPage.Sum(page, "ddl_lane_count", "kind=\"training\"")));
        }
    }
}
