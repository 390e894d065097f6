using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Silo.Tests.Training;

/// <summary>Each starts silos of its own, one after the other, on one data directory.</summary>
public sealed class TrainingRestartTests : IDisposable
{
    private const int Epochs = 8_000;
    private readonly TestDirectory _directory = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_UnderWay_GoesOnAndEndsWithTheBitsOfAnUninterruptedRun(bool crash)
    {
        string expected;
        var interrupted = await TestSilo.Start(_directory.Path, ("Training:CheckpointInterval", "00:00:00.05"), ("Training:RecordInterval", "00:00:00.01"));
        await using (interrupted)
        {
            await interrupted.ImportBlobs("blobs");
            var model = await interrupted.Grains.CreateModel("net", Samples.Classifier());
            var whole = interrupted.Grains.GetGrain<ITrainingRun>("whole");
            await whole.Start(Samples.Training("net", "blobs", Epochs));
            expected = (await model.Resolve((await whole.Ended()).ModelVersion)).WeightsSha256;

            var run = interrupted.Grains.GetGrain<ITrainingRun>("run");
            await run.Start(Samples.Training("net", "blobs", Epochs));
            await run.Until(report => report.EpochsCompleted > 500);
            await (crash ? interrupted.Crash() : interrupted.Stop());
        }

        await using var silo = await TestSilo.Start(_directory.Path);
        var ended = await silo.Grains.GetGrain<ITrainingRun>("run").Ended();

        Assert.Equal((RunState.Completed, 2, Epochs), (ended.State, ended.Attempt, ended.EpochsCompleted));
        Assert.Contains(crash ? "the silo that computed it is gone; it goes on from " : "its silo was told to stop; it goes on from epoch ", Assert.Single(ended.Events).Text, StringComparison.Ordinal);
        Assert.Equal(expected, (await silo.Grains.GetGrain<IModel>("net").Resolve(ended.ModelVersion)).WeightsSha256);
        var epochs = await silo.Grains.GetGrain<ITrainingRun>("run").Epochs(0, 1_000);
        Assert.Equal(Enumerable.Range(1, 1_000), epochs.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public async Task Restart_UnderWay_WakesTheRunWithoutBeingAsked()
    {
        await using (var before = await TestSilo.Start(_directory.Path))
        {
            await before.ImportBlobs("blobs");
            await before.Grains.CreateModel("net", Samples.Classifier());
            await before.Grains.GetGrain<ITrainingRun>("run").Start(Samples.Training("net", "blobs", Epochs));
            await before.Crash();
        }

        await using var silo = await TestSilo.Start(_directory.Path);
        // Asking the model does not wake the run.
        var model = silo.Grains.GetGrain<IModel>("net");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await model.TryResolveLive() is null) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);

        Assert.Equal("run", (await model.Resolve(null)).Lineage.Run);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_InATransfer_GoesOnAndEndsWithTheBitsOfAnUninterruptedRun(bool onFeatures)
    {
        const int epochs = 4_000;
        string expected;
        var transfer = onFeatures
            ? new TransferSpec { ParentModel = "net", FeaturesAt = "dense" }
            : new TransferSpec { ParentModel = "net", Freeze = ["dense"], UnfreezeAtEpoch = 1_000, BodyLearningRate = 0.001, KeepOptimizer = true };
        var spec = Samples.Training("child", "blobs", epochs) with { Transfer = transfer, Schedule = new("plateau", """{"patience": 50}"""), KeepBest = true };
        await using (var interrupted = await TestSilo.Start(_directory.Path, ("Training:CheckpointInterval", "00:00:00.05"), ("Training:RecordInterval", "00:00:00.01")))
        {
            await interrupted.ImportBlobs("blobs");
            await interrupted.Grains.CreateModel("net", Samples.Classifier());
            var parent = interrupted.Grains.GetGrain<ITrainingRun>("parent");
            await parent.Start(Samples.Training("net", "blobs", epochs: 5));
            await parent.Ended();
            var whole = interrupted.Grains.GetGrain<ITrainingRun>("whole");
            await whole.Start(spec);
            expected = (await interrupted.Grains.GetGrain<IModel>("child").Resolve((await whole.Ended()).ModelVersion)).WeightsSha256;

            var run = interrupted.Grains.GetGrain<ITrainingRun>("run");
            await run.Start(spec);
            await run.Until(report => report.EpochsCompleted > 200);
            // What a run needs of its parent, it has by then.
            await interrupted.Grains.GetGrain<IModel>("net").Delete();
            await interrupted.Crash();
        }

        await using var silo = await TestSilo.Start(_directory.Path);
        var ended = await silo.Grains.GetGrain<ITrainingRun>("run").Ended();

        Assert.Equal((RunState.Completed, 2), (ended.State, ended.Attempt));
        Assert.Equal(expected, (await silo.Grains.GetGrain<IModel>("child").Resolve(ended.ModelVersion)).WeightsSha256);
    }

    [Fact]
    public async Task Restart_DatasetChunkEdited_FailsNamingTheBlob()
    {
        await using (var before = await TestSilo.Start(_directory.Path))
        {
            await before.ImportBlobs("blobs");
            await before.Grains.CreateModel("net", Samples.Classifier());
        }
        var chunk = Directory.EnumerateFiles(_directory.Path, "*.safetensors", SearchOption.AllDirectories).First(file => file.Contains("train", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(chunk);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(chunk, bytes);

        await using var silo = await TestSilo.Start(_directory.Path);
        var run = silo.Grains.GetGrain<ITrainingRun>("run");
        await run.Start(Samples.Training("net", "blobs", epochs: 3));
        var ended = await run.Ended();

        Assert.Equal(RunState.Failed, ended.State);
        Assert.Contains(Path.GetFileName(chunk), ended.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();
}
