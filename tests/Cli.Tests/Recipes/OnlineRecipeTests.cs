using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes;
using DistributedDL.Cli.Recipes.Steps;

namespace DistributedDL.Cli.Tests.Recipes;

/// <summary>Recipes that learn a stream.</summary>
public sealed class OnlineRecipeTests
{
    private const string Whole = """
        recipe: pricing
        data:
          orders:
            courier_orders: { orders: 200, drift_after: 100, seed: 3 }
          table:
            rows: [[1, 0], [2, 1]]
            columns: [x, y]
        networks:
          net:
            input: [5]
            layers:
              - dense: { units: 1, activation: sigmoid }
        steps:
          - learn_online: m
            network: net
            data: orders
            learning_rate: 0.1
            drift: [adwin, "ddm:reset-head"]
            versions_at: [100]
          - best_price: m
            data: orders
            after: 100
        must_reach:
          - { metric: revenue_share, after: 100, at_least: 0.9 }
        show:
          - prequential: { model: m }
          - acceptance: { model: m, data: orders, at: [100, 200], shown: revenue }
        """;

    [Fact]
    public void Parse_WholeRecipe_IsRead()
    {
        var recipe = RecipeFile.Parse("r.yaml", Whole);

        var step = Assert.IsType<LearnOnlineStep>(recipe.Steps[0]);
        Assert.Equal(("net", "orders", 0.1, 500), (step.Network, step.Data, step.LearningRate, step.ReportEvery));
        Assert.Equal(["adwin", "ddm"], step.Drift.Select(drift => drift.Detector));
        Assert.Equal(200, recipe.DataOf("m").Rows.Count);
        Assert.Equal(new BestPriceStep("m", "orders", 100), recipe.Steps[1]);
    }

    [Theory]
    [InlineData("orders: 200", "orders: 0", "data.orders.courier_orders.orders: line 4")]
    [InlineData("drift_after: 100", "drift_at: 100", "drift_at")]
    [InlineData("versions_at: [100]", "versions_at: [300]", "steps[0].versions_at: 300 is after the last of 200 rows")]
    [InlineData("after: 100\nmust", "after: 150\nmust", "steps[1].after: m has no version after 150 rows; versions_at names them")]
    [InlineData("adwin,", "adwon:x,", "'adwon:x': 'x' is none of report, raise-learning-rate, reset-head, roll-back")]
    [InlineData("network: net\n    data: orders", "network: net\n    data: table", "steps[0].data: table is no stream of rows")]
    [InlineData("prequential: { model: m }", "prequential: { model: n }", "'n'")]
    [InlineData("at: [100, 200]", "at: [7]", "show[1].acceptance.at: m has no version after 7 rows; versions_at names them")]
    [InlineData("metric: revenue_share", "metric: revenue_shore", "'revenue_shore' is unknown")]
    [InlineData("  - best_price: m\n    data: orders", "  - best_price: m\n    data: table", "steps[1].data: table has no price whose acceptance is known; it needs 'courier_orders'")]
    public void Parse_Fault_IsNamed(string from, string to, string said)
    {
        Assert.Contains(from, Whole, StringComparison.Ordinal);

        var failed = Assert.Throws<CommandFailedException>(() => RecipeFile.Parse("r.yaml", Whole.Replace(from, to, StringComparison.Ordinal)));

        Assert.Contains(said, string.Join('\n', failed.Details), StringComparison.Ordinal);
    }
}
