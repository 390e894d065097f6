using DistributedDL.Cli.Training;
using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Tests.Training;

public sealed class RunJsonTests
{
    private static readonly TrainingRun Run = new()
    {
        Run = "r1",
        State = RunState.Completed,
        Spec = new TrainingSpec { Model = "net", Dataset = "d", DatasetVersion = 2, Epochs = 20 },
        EpochsCompleted = 20,
        ModelVersion = 4,
        LastEpoch = new Epoch { Epoch_ = 20, Loss = 0.25, Examples = 1_000, Seconds = 0.5, Metrics = { ["accuracy"] = 0.9 } },
    };

    [Fact]
    public void Of_CompletedRun_HasTheFixedKeys()
    {
        var json = RunJson.Of(Run);

        Assert.Equal(("r1", "completed", 4, 20, 0.25),
            ((string?)json["run"], (string?)json["state"], (long?)json["model_version"], (int?)json["epochs"], (double?)json["train_loss"]));
    }

    [Fact]
    public void Of_RunThatHasJustBegun_SaysNullForWhatIsNotThere()
    {
        var json = RunJson.Of(new TrainingRun { Run = "r", State = RunState.Queued, Spec = new TrainingSpec() });

        Assert.Equal("queued", (string?)json["state"]);
        Assert.Null(json["model_version"]);
        Assert.Null(json["train_loss"]);
    }

    [Fact]
    public void Progress_InEpoch8_ShowsLossMetricAndSpeed() => Assert.Equal(
        "epoch 8/20  loss 0.25  accuracy 0.9  2,000/s",
        RunText.Progress(new TrainingRun(Run) { EpochsCompleted = 7 }));

    [Fact]
    public void Write_FailedRun_SaysWhy()
    {
        var text = Ddl.Text(output => RunText.Write(output, new TrainingRun(Run) { State = RunState.Failed, ModelVersion = 0, Error = "the loss is not a number" }));

        Assert.Contains("is failed", text, StringComparison.Ordinal);
        Assert.Contains("the loss is not a number", text, StringComparison.Ordinal);
    }
}
