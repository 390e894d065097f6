using DistributedDL.Contracts.Training;
using DistributedDL.Gateway.Tests.Hosting;
using DistributedDL.Gateway.Training;
using Google.Protobuf.WellKnownTypes;
using Wire = DistributedDL.Client.Training;

namespace DistributedDL.Gateway.Tests.Training;

public sealed class TrainingMappingTests
{
    private static Wire.TrainingSpec Spec => new()
    {
        Model = "m", Dataset = "d", DatasetVersion = 5, Epochs = 9, BatchSize = 64, Optimizer = "sgd", LearningRate = 0.125,
        Loss = "mse", Seed = 17, NoShuffle = true, NoPromote = true, ValidationSplit = "test",
        OptimizerParameters = Parameter("momentum", 0.5), LossParameters = Parameter("delta", 2), ClipNorm = 1.5,
        Schedule = new Wire.Schedule { Kind = "step", Parameters = Parameter("every", 10) },
        EarlyStopping = new Wire.EarlyStopping { Patience = 4, MinDelta = 0.25, KeepLast = true },
        EvaluateEvery = 6, Monitor = "train_loss", KeepBest = true,
        Transfer = new Wire.Transfer
        {
            ParentModel = "p", ParentVersion = 8, KeepOptimizer = true, Freeze = { "a", "b*" }, AllButLast = 2, UnfreezeAtEpoch = 7,
            BodyLearningRate = 0.0625, NewHead = { new Client.Models.LayerSpec { Kind = "dense", Name = "top", Parameters = Parameter("units", 3) } },
            After = "body", FeaturesAt = "conv",
        },
        Augment = Parameter("rotation", 12),
        StopWhen = new Wire.StopWhen { Metric = "train_accuracy", AtLeast = 0.75, AtMost = 0.125 }, VersionsAt = { 3, 11 },
    };

    private static Struct Parameter(string key, double value) => new() { Fields = { [key] = Value.ForNumber(value) } };

    [Fact]
    public void ToContract_EveryField_IsTaken() => Assert.Equal(Reports.Run("r", RunState.Queued).Spec, Spec.ToContract([]));

    [Fact]
    public void ToContract_Extension_TakesEveryField() => Assert.Equal(
        new RunExtension(7) { StopWhen = new StopWhenSpec("validation_loss", AtMost: 0.5), VersionsAt = new EpochList([12]) },
        new Wire.ResumeRunRequest { Run = "r", MoreEpochs = 7, StopWhen = new Wire.StopWhen { Metric = "validation_loss", AtMost = 0.5 }, VersionsAt = { 12 } }.ToContract());

    [Fact]
    public void ToContract_OnlyWhatIsNeeded_HasTheDefaultsOfTheContract() => Assert.Equal(
        new TrainingSpec { Model = "m", Dataset = "d", Epochs = 1 },
        new Wire.TrainingSpec { Model = "m", Dataset = "d", Epochs = 1 }.ToContract([]));

    [Fact]
    public void ToWire_EveryField_IsTaken() => Assert.Equal(
        new Wire.TrainingRun
        {
            Run = "r", Spec = Spec, State = Wire.RunState.Failed, EpochsCompleted = 2,
            LastEpoch = new Wire.Epoch { Epoch_ = 2, Loss = 0.5, Metrics = { ["train_accuracy"] = 0.5 }, Examples = 1_002, Seconds = 0.25 },
            EpochExamplesDone = 320, EpochExamples = 1_000, ModelVersion = 6, Error = "it broke", Attempt = 3,
            CreatedAt = Timestamp.FromDateTimeOffset(Reports.Time), StartedAt = Timestamp.FromDateTimeOffset(Reports.Time.AddMinutes(1)),
            EndedAt = Timestamp.FromDateTimeOffset(Reports.Time.AddMinutes(2)), BestEpoch = 1, StoppedEarly = true,
        },
        Reports.Run("r", RunState.Failed).ToWire());

    [Fact]
    public void ToWire_NewRun_LeavesOutWhatIsNotThereYet()
    {
        var run = new TrainingRunReport { Run = "r", Spec = new TrainingSpec { Model = "m", Dataset = "d", Epochs = 1 }, State = RunState.Queued }.ToWire();

        Assert.Null(run.LastEpoch);
        Assert.Null(run.StartedAt);
        Assert.Null(run.EndedAt);
        Assert.False(run.Spec.HasLearningRate);
        Assert.Equal((0, ""), (run.ModelVersion, run.Error));
    }

    [Fact]
    public void ToWire_EveryState_HasAWordOfItsOwn() => Assert.Equal(
        [Wire.RunState.Queued, Wire.RunState.Running, Wire.RunState.Completed, Wire.RunState.Failed, Wire.RunState.Cancelled],
        System.Enum.GetValues<RunState>().Select(state => Reports.Run("r", state).ToWire().State));
}
