using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Silo.Tests.Training;

public sealed class TrainingRunTests(SharedSilo silo)
{
    [Fact]
    public async Task Start_SoundSpec_PublishesALiveVersionWithLineage()
    {
        var model = await silo.Grains.CreateModel("train-sound", Samples.Classifier());
        var run = silo.Grains.GetGrain<ITrainingRun>("run-sound");

        var started = await run.Start(Samples.Training("train-sound", "blobs", epochs: 30));
        var ended = await run.Ended();

        Assert.False(started.Ended);
        Assert.Equal((RunState.Completed, 30, 1), (ended.State, ended.EpochsCompleted, ended.ModelVersion));
        Assert.Equal(1, ended.Spec.DatasetVersion);
        var live = await model.Resolve(null);
        Assert.Equal(("run-sound", "blobs", 1), (live.Lineage.Run, live.Lineage.Dataset, live.Lineage.DatasetVersion));
        Assert.Equal(["a", "b", "c"], live.Signature.Labels);
        Assert.Equal(["x", "y"], live.Signature.FeatureNames);
        var evaluation = await silo.Grains.GetGrain<IPredictor>("train-sound").Evaluate(null, new DatasetSlice("blobs", null, "test"));
        Assert.True(evaluation.Metrics["accuracy"] > 0.95, $"accuracy {evaluation.Metrics["accuracy"]}");
    }

    [Fact]
    public async Task Epochs_ManyShortOnes_AreAllRecordedInOrder()
    {
        await silo.Grains.CreateModel("train-many", Samples.Regressor);
        var run = silo.Grains.GetGrain<ITrainingRun>("run-many");

        await run.Start(Samples.Training("train-many", "line", epochs: 2_500));
        var ended = await run.Ended();
        var epochs = new List<EpochReport>();
        while (await run.Epochs(epochs.Count, 700) is { Count: > 0 } page) epochs.AddRange(page);

        Assert.Equal(Enumerable.Range(1, 2_500), epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(epochs[^1].Loss, ended.LastEpoch!.Loss);
        Assert.True(epochs[^1].Loss < epochs[0].Loss / 10);
        Assert.Equal([1_001, 1_002], (await run.Epochs(1_000, 2)).Select(epoch => epoch.Epoch));
    }

    [Fact]
    public async Task Cancel_Running_StopsAndResumeEndsWithTheBitsOfAnUninterruptedRun()
    {
        const int epochs = 6_000;
        var model = await silo.Grains.CreateModel("train-cancel", Samples.Classifier());
        var whole = silo.Grains.GetGrain<ITrainingRun>("run-cancel-whole");
        await whole.Start(Samples.Training("train-cancel", "blobs", epochs));
        await whole.Ended();

        var run = silo.Grains.GetGrain<ITrainingRun>("run-cancel");
        await run.Start(Samples.Training("train-cancel", "blobs", epochs));
        await run.Until(report => report.EpochsCompleted > 20);
        var cancelled = await run.Cancel();
        var resumed = await run.Resume();
        var ended = await run.Ended();

        Assert.Equal(RunState.Cancelled, cancelled.State);
        Assert.InRange(cancelled.EpochsCompleted, 21, epochs - 1);
        Assert.Equal((2, RunState.Completed), (resumed.Attempt, ended.State));
        Assert.Equal(
            (await model.Resolve((await whole.Show()).ModelVersion)).WeightsSha256,
            (await model.Resolve(ended.ModelVersion)).WeightsSha256);
        Assert.Equal((await whole.Epochs(5_999, 1))[0].Loss, (await run.Epochs(5_999, 1))[0].Loss);
    }

    [Fact]
    public async Task Cancel_WaitingForALane_EndsAtOnce()
    {
        await silo.Grains.CreateModel("train-wait", Samples.Classifier());
        var first = silo.Grains.GetGrain<ITrainingRun>("run-wait-1");
        var second = silo.Grains.GetGrain<ITrainingRun>("run-wait-2");
        await first.Start(Samples.Training("train-wait", "blobs", epochs: 1_000_000));
        await second.Start(Samples.Training("train-wait", "blobs", epochs: 5));

        var cancelled = await second.Cancel();
        await first.Cancel();
        await second.Resume();

        Assert.Equal((RunState.Cancelled, 0), (cancelled.State, cancelled.EpochsCompleted));
        Assert.Equal(RunState.Completed, (await second.Ended()).State);
    }

    [Fact]
    public async Task Start_TheSameAgain_ChangesNothing()
    {
        await silo.Grains.CreateModel("train-again", Samples.Classifier());
        var run = silo.Grains.GetGrain<ITrainingRun>("run-again");
        var spec = Samples.Training("train-again", "blobs", epochs: 2);
        await run.Start(spec);
        await run.Ended();

        var again = await run.Start(spec);

        Assert.Equal((1, RunState.Completed), (again.Attempt, again.State));
        await Assert.ThrowsAsync<ResourceExistsException>(() => run.Start(spec with { Epochs = 3 }));
    }

    [Fact]
    public async Task Start_SeveralFaults_ReportsAllOfThemAndRecordsNothing()
    {
        await silo.Grains.CreateModel("train-faults", Samples.Classifier(inputs: 5, classes: 4));
        var run = silo.Grains.GetGrain<ITrainingRun>("run-faults");
        var spec = Samples.Training("train-faults", "blobs", epochs: 0) with { BatchSize = -1, Optimizer = "adamant", ValidationSplit = "validation" };

        var refused = await Assert.ThrowsAsync<InvalidArgumentException>(() => run.Start(spec));

        var text = refused.Message;
        Assert.Contains("takes 5", text, StringComparison.Ordinal);
        Assert.Contains("tells 4 classes apart", text, StringComparison.Ordinal);
        Assert.Contains("adamant", text, StringComparison.Ordinal);
        Assert.Contains("validation_split", text, StringComparison.Ordinal);
        Assert.True(refused.Violations.Count >= 6, text);
        await Assert.ThrowsAsync<ResourceNotFoundException>(run.Show);
    }

    [Theory]
    [InlineData("train-kinds", "line", "value target")]
    [InlineData("train-values", "blobs", "class target")]
    public async Task Start_TargetOfTheOtherKind_IsRefused(string model, string dataset, string reason)
    {
        await silo.Grains.CreateModel(model, model == "train-kinds" ? Samples.Classifier(inputs: 1) : ArchitectureJson.Parse("""{"input":[2],"layers":[{"dense":{"units":1}}]}"""));

        var refused = await Assert.ThrowsAsync<InvalidArgumentException>(() =>
            silo.Grains.GetGrain<ITrainingRun>($"run-{model}").Start(Samples.Training(model, dataset, epochs: 1)));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnknownModelOrDataset_IsNotFound()
    {
        await silo.Grains.CreateModel("train-alone", Samples.Classifier());
        var run = silo.Grains.GetGrain<ITrainingRun>("run-unknown");

        var model = await Assert.ThrowsAsync<ResourceNotFoundException>(() => run.Start(Samples.Training("no-such", "blobs", epochs: 1)));
        var dataset = await Assert.ThrowsAsync<ResourceNotFoundException>(() => run.Start(Samples.Training("train-alone", "no-such", epochs: 1)));

        Assert.Equal(("model", "dataset"), (model.Kind, dataset.Kind));
    }

    [Fact]
    public async Task Start_LossThatOverflows_FailsWithTheReason()
    {
        await silo.Grains.CreateModel("train-overflow", Samples.Regressor);
        var run = silo.Grains.GetGrain<ITrainingRun>("run-overflow");

        await run.Start(Samples.Training("train-overflow", "line", epochs: 500) with { Optimizer = "sgd", LearningRate = 1e6 });
        var ended = await run.Ended();

        Assert.Equal(RunState.Failed, ended.State);
        Assert.Contains("finite", ended.Error, StringComparison.Ordinal);
        Assert.Null(ended.ModelVersion);
    }

    [Fact]
    public async Task Start_ModelDeletedMeanwhile_FailsAndSaysSo()
    {
        var model = await silo.Grains.CreateModel("train-deleted", Samples.Classifier());
        var run = silo.Grains.GetGrain<ITrainingRun>("run-deleted");
        await run.Start(Samples.Training("train-deleted", "blobs", epochs: 2_000));
        await model.Delete();

        var ended = await run.Ended();

        Assert.Equal(RunState.Failed, ended.State);
        Assert.Contains("no model 'train-deleted'", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_CompletedOrUnknown_IsRefused()
    {
        await silo.Grains.CreateModel("train-done", Samples.Classifier());
        var run = silo.Grains.GetGrain<ITrainingRun>("run-done");
        await run.Start(Samples.Training("train-done", "blobs", epochs: 1));
        await run.Ended();

        await Assert.ThrowsAsync<PreconditionException>(run.Resume);
        await Assert.ThrowsAsync<ResourceNotFoundException>(silo.Grains.GetGrain<ITrainingRun>("run-no-such").Resume);
        await Assert.ThrowsAsync<InvalidArgumentException>(() => run.Epochs(-1, 1_001));
    }
}
