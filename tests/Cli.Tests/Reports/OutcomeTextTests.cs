using DistributedDL.Cli.Recipes;
using DistributedDL.Cli.Recipes.MustReach;
using DistributedDL.Cli.Reports;

namespace DistributedDL.Cli.Tests.Reports;

public sealed class OutcomeTextTests
{
    [Fact]
    public void Write_BoundsReachedMissedAndUnmeasured_SaysWhich()
    {
        var recipe = new Recipe
        {
            Name = "small",
            Result = "net",
            Seeds = [0, 1],
            MustReach = [new("train_accuracy", null, null, null, 0.9, null), new("test_mse", null, null, null, null, 0.5), new("test_r2", null, null, null, 0.1, null)],
        };
        var outcome = new RecipeOutcome
        {
            Recipe = recipe, Parameters = 1_234, Seconds = 1.5,
            Metrics = new Dictionary<string, double> { ["train_accuracy"] = 0.95, ["test_mse"] = 0.75, ["test_loss"] = 2 },
        };

        var text = Ddl.Text(output => OutcomeText.Write(output, outcome, "report"));

        Assert.Equal("""
            small: 1,234 parameters, median of seeds 0, 1, 1.5 s

            METRIC          VALUE  MUST REACH
            test_loss           2
            test_mse         0.75  at most 0.5   FAIL
            train_accuracy   0.95  at least 0.9  pass
            test_r2             –  at least 0.1  FAIL

            report: report/report.html

            """, text);
    }
}
