using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Silo.Tests.Training;

public sealed class TrainingProgressTests(SharedSilo silo)
{
    [Fact]
    public async Task Extend_CompletedRun_EndsWithTheBitsOfARunOfAllEpochs()
    {
        var model = await silo.Grains.CreateModel("extend", Samples.Classifier());
        var whole = silo.Grains.GetGrain<ITrainingRun>("extend-whole");
        await whole.Start(Samples.Training("extend", "blobs", epochs: 30));
        var run = silo.Grains.GetGrain<ITrainingRun>("extend-run");
        await run.Start(Samples.Training("extend", "blobs", epochs: 12));
        var first = await run.Ended();

        var extended = await run.Extend(new(18));
        var ended = await run.Ended();

        Assert.Equal((30, 2), (extended.Spec.Epochs, extended.Attempt));
        Assert.Equal((RunState.Completed, 30), (ended.State, ended.EpochsCompleted));
        Assert.NotEqual(first.ModelVersion, ended.ModelVersion);
        Assert.Equal(
            (await model.Resolve((await whole.Ended()).ModelVersion)).WeightsSha256,
            (await model.Resolve(ended.ModelVersion)).WeightsSha256);
        Assert.Equal(Enumerable.Range(1, 30), (await run.Epochs(0, 100)).Select(epoch => epoch.Epoch));
    }

    [Fact]
    public async Task Start_VersionsAtEpochs_HaveTheBitsOfRunsThatEndThere()
    {
        var model = await silo.Grains.CreateModel("versions-at", Samples.Classifier());
        var run = silo.Grains.GetGrain<ITrainingRun>("versions-at");
        await run.Start(Samples.Training("versions-at", "blobs", epochs: 20) with { VersionsAt = new([5, 12, 20]) });
        var live = (await run.Ended()).ModelVersion;
        await run.Extend(new(10) { VersionsAt = new([25]) });
        await run.Ended();
        var kept = (await model.Show()).Versions.ToDictionary(version => version.Lineage.Epoch!.Value);

        Assert.Equal([5, 12, 20, 25, 30], kept.Keys.Order());
        Assert.Equal(live, kept[20].Version);
        Assert.Equal(kept[30].Version, (await model.Resolve(null)).Version);
        foreach (var epochs in new[] { 5, 25 })
        {
            var whole = silo.Grains.GetGrain<ITrainingRun>($"versions-at-{epochs}");
            await whole.Start(Samples.Training("versions-at", "blobs", epochs));
            Assert.Equal((await model.Resolve((await whole.Ended()).ModelVersion)).WeightsSha256, kept[epochs].WeightsSha256);
        }
    }

    [Fact]
    public async Task Start_StopWhen_EndsWithTheFirstEpochThatReachesIt_AndGoesOnWhenExtended()
    {
        await silo.Grains.CreateModel("stop-when", Samples.Classifier());
        var run = silo.Grains.GetGrain<ITrainingRun>("stop-when");
        await run.Start(Samples.Training("stop-when", "blobs", epochs: 5_000) with { StopWhen = new("train_accuracy", AtLeast: 0.9) });
        var ended = await run.Ended();
        var epochs = await run.Epochs(0, 1_000);

        Assert.Equal((RunState.Completed, true), (ended.State, ended.StoppedEarly));
        Assert.Equal(epochs.First(epoch => epoch.Metrics["train_accuracy"] >= 0.9).Epoch, ended.EpochsCompleted);
        await run.Extend(new(3));
        Assert.Equal((ended.EpochsCompleted + 3, false), ((await run.Ended()).EpochsCompleted, (await run.Show()).StoppedEarly));
        await Assert.ThrowsAsync<InvalidArgumentException>(() => run.Extend(new(3) { StopWhen = new("train_fun", 1) }));
    }

    [Fact]
    public async Task Extend_OutOfBoundsOrUnderWay_IsRefused()
    {
        await silo.Grains.CreateModel("extend-bounds", Samples.Classifier());
        var run = silo.Grains.GetGrain<ITrainingRun>("extend-bounds");
        await run.Start(Samples.Training("extend-bounds", "blobs", epochs: 1));
        await run.Ended();

        await Assert.ThrowsAsync<InvalidArgumentException>(() => run.Extend(new(0)));
        Assert.Contains("999999", (await Assert.ThrowsAsync<InvalidArgumentException>(() => run.Extend(new(1_000_000)))).Message, StringComparison.Ordinal);
        await run.Extend(new(100_000));
        await Assert.ThrowsAsync<PreconditionException>(() => run.Extend(new(1)));
        Assert.Equal(RunState.Cancelled, (await run.Cancel()).State);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => silo.Grains.GetGrain<ITrainingRun>("extend-no-such").Extend(new(1)));
    }

    [Fact]
    public async Task Start_EarlyStopping_PublishesTheBestEpochAndSaysSo()
    {
        var model = await silo.Grains.CreateModel("stop-early", Samples.Classifier());
        var run = silo.Grains.GetGrain<ITrainingRun>("stop-early");

        await run.Start(Samples.Training("stop-early", "blobs", epochs: 5_000) with
        {
            ValidationSplit = "test", LearningRate = 0.5, EarlyStopping = new EarlyStoppingSpec(Patience: 4),
        });
        var ended = await run.Ended();

        Assert.True(ended.StoppedEarly);
        Assert.Equal(RunState.Completed, ended.State);
        Assert.Equal(ended.EpochsCompleted - 4, ended.BestEpoch);
        var epochs = await run.Epochs(0, 1_000);
        var best = epochs.MinBy(epoch => epoch.Metrics["validation_loss"])!;
        Assert.Equal(best.Epoch, ended.BestEpoch);
        Assert.Equal(best.Metrics["validation_loss"], (await model.Resolve(null)).Metrics["validation_loss"]);

        await run.Extend(new(3));
        Assert.Equal(ended.EpochsCompleted + 3, (await run.Ended()).EpochsCompleted);
    }

    [Fact]
    public async Task Start_ClassWeightsByLabel_AreThoseOfTheClasses()
    {
        var model = await silo.Grains.CreateModel("weights-label", Samples.Classifier());
        var (byLabel, byIndex) = (silo.Grains.GetGrain<ITrainingRun>("weights-label-1"), silo.Grains.GetGrain<ITrainingRun>("weights-label-2"));

        await byLabel.Start(Samples.Training("weights-label", "blobs", epochs: 3) with { LossParameters = """{"class_weights": {"c": 3, "a": 0.5}}""" });
        await byIndex.Start(Samples.Training("weights-label", "blobs", epochs: 3) with { LossParameters = """{"class_weights": [0.5, 1, 3]}""" });

        Assert.Equal(
            (await model.Resolve((await byIndex.Ended()).ModelVersion)).WeightsSha256,
            (await model.Resolve((await byLabel.Ended()).ModelVersion)).WeightsSha256);
    }

    [Fact]
    public async Task Start_ClassWeightOfUnknownLabel_NamesTheLabels()
    {
        await silo.Grains.CreateModel("weights-unknown", Samples.Classifier());
        var spec = Samples.Training("weights-unknown", "blobs", epochs: 3) with { LossParameters = """{"class_weights": {"d": 3}}""", Monitor = "validation_loss" };

        var refused = await Assert.ThrowsAsync<InvalidArgumentException>(() => silo.Grains.GetGrain<ITrainingRun>("weights-unknown").Start(spec));

        Assert.Contains("'d' is no label of the data set; it has a, b, c", refused.Message, StringComparison.Ordinal);
        Assert.Contains("needs a validation split", refused.Message, StringComparison.Ordinal);
    }
}
