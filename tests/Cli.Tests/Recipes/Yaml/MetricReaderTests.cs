namespace DistributedDL.Cli.Tests.Recipes.Yaml;

public sealed class MetricReaderTests
{
    private const string Names = "accuracy, f1_macro, log_loss, loss, mae, mse, precision_macro, r2, recall_macro, roc_auc, top_3_accuracy, top_5_accuracy";

    [Theory]
    [InlineData("train_accurcy")]
    [InlineData("accuracy")]
    [InlineData("trial_accuracy")]
    public void Parse_BoundOnAnUnknownMetric_NamesItAndTheKnownOnes(string metric) => RecipeText.HasFault(
        RecipeText.With("metric: train_accuracy", $"metric: {metric}"), "must_reach[0].metric", 20, 15,
        $"'{metric}' is unknown; known are train_, validation_, test_ before each of {Names}, and text_accuracy");

    [Fact]
    public void Parse_CurvesOfAnUnknownMetric_NamesItAndTheKnownOnes() => RecipeText.HasFault(
        RecipeText.With("  - scatter: { data: points }", "  - curves: { models: rings, metric: acuracy }"), "show[0].curves.metric", 22, 38,
        $"'acuracy' is unknown; known are {Names}");

    [Fact]
    public void Parse_RestartByAnUnknownMetric_NamesIt() => RecipeText.HasFault(
        RecipeText.With("    epochs: 10", "    epochs: 10\n    restart_when: { metric: train_acc, below: 0.5, after_epoch: 2, attempts: 2 }"),
        "steps[0].restart_when.metric", 19, 29, "'train_acc' is unknown");
}
