using DistributedDL.Cli.Prediction;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Cli.Tests.Prediction;

public sealed class EvaluationJsonTests
{
    [Fact]
    public void Of_Classes_HasAccuracyAndTheMatrixInRows()
    {
        var json = EvaluationJson.Of(new Evaluation
        {
            Model = "net", Version = 1, Dataset = "d", DatasetVersion = 1, Split = "test", Examples = 15, Loss = 0.5,
            Metrics = { ["accuracy"] = 0.8 }, Labels = { "a", "b" }, ConfusionMatrix = { 8, 2, 1, 4 },
        });

        Assert.Equal(15, (long?)json["examples"]);
        Assert.Equal(0.5, (double?)json["loss"]);
        Assert.Equal(0.8, (double?)json["accuracy"]);
        Assert.Equal("[[8,2],[1,4]]", json["confusion_matrix"]!.ToJsonString());
    }

    [Fact]
    public void Of_Values_HasR2AndMae()
    {
        var json = EvaluationJson.Of(new Evaluation { Metrics = { ["r2"] = 0.9, ["mae"] = 0.1 } });

        Assert.Equal((0.9, 0.1), ((double?)json["r2"], (double?)json["mae"]));
        Assert.False(json.ContainsKey("confusion_matrix"));
    }
}
