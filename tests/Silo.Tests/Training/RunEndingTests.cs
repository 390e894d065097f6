using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Silo.Lanes;
using DistributedDL.Silo.Placement;
using DistributedDL.Silo.Tests.OnlineLearning;
using DistributedDL.Silo.Training;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.Tests.Training;

/// <summary>What befalls a run, and that it ends, or goes on, all the same.</summary>
public sealed class RunEndingTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Start_RanksThatCannotMeet_EndsAsFailedAfterSoManyLosses()
    {
        await using var silo = await Start(("Lanes:Training", "2"), ("Training:JoinTimeout", "00:00:01"), ("Training:MostLosses", "1"));
        using var lane = new OccupiedLane(silo);
        var run = silo.Grains.GetGrain<ITrainingRun>("run");
        await run.Start(Samples.Training("net", "blobs", epochs: 5) with { WorldSize = 2 });

        var ended = await run.Ended();

        Assert.Equal((RunState.Failed, 2), (ended.State, ended.Attempt));
        Assert.StartsWith("2 times a rank was lost without a checkpoint between; at last: rank 1", ended.Error, StringComparison.Ordinal);
        // Its own lane is free.
        var next = silo.Grains.GetGrain<ITrainingRun>("next");
        await next.Start(Samples.Training("net", "blobs", epochs: 2));
        Assert.Equal(RunState.Completed, (await next.Ended()).State);
    }

    [Fact]
    public async Task Cancel_BetweenTwoLossesOfRanks_EndsAsCancelled()
    {
        await using var silo = await Start(("Lanes:Training", "2"), ("Training:JoinTimeout", "00:00:01"));
        using var lane = new OccupiedLane(silo);
        var run = silo.Grains.GetGrain<ITrainingRun>("run");
        await run.Start(Samples.Training("net", "blobs", epochs: 5) with { WorldSize = 2 });
        await run.Until(report => report.Attempt > 1);

        Assert.Equal(RunState.Cancelled, (await run.Cancel()).State);
        Assert.Equal(RunState.Cancelled, (await run.Show()).State);
    }

    [Fact]
    public async Task Record_HeldForLongerThanTheLease_KeepsLaneAndPlaces()
    {
        using var files = new DirectoryBlobStore(_directory.Path, TimeProvider.System);
        var store = new HeldStore(files);
        await using var silo = await TestSilo.Start(store, ("Lanes:Training", "1"), ("Training:LaneLease", "00:00:01"), ("Training:QueueInterval", "00:00:00.02"), ("Training:WakeInterval", "00:00:00.1"));
        await silo.ImportBlobs("blobs");
        await silo.Grains.CreateModel("net", Samples.Classifier());
        var (first, second) = (silo.Grains.GetGrain<ITrainingRun>("first"), silo.Grains.GetGrain<ITrainingRun>("second"));
        await first.Start(Samples.Training("net", "blobs", epochs: 1_000_000));
        await first.Until(report => report.EpochsCompleted > 5);
        store.Hold();
        await second.Start(Samples.Training("net", "blobs", epochs: 5));

        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, TestContext.Current.CancellationToken);

        var queue = silo.Grains.GetGrain<ITrainingQueue>(0);
        Assert.Equal(["first", "second"], (await queue.Known()).Order(StringComparer.Ordinal));
        Assert.Equal(1, (await queue.Ask(new LaneRequest("third", -1, TimeProvider.System.GetUtcNow(), 1, silo.Get<SiloRoster>().Self, []))).Ahead);
        store.Release();
        await queue.Release("third");
        await first.Cancel();
        Assert.Equal(RunState.Completed, (await second.Ended()).State);
    }

    [Fact]
    public async Task Marker_OfARunThatHasEnded_IsRemoved()
    {
        await using var silo = await Start(("Training:WakeInterval", "00:00:00.1"));
        var run = silo.Grains.GetGrain<ITrainingRun>("run");
        await run.Start(Samples.Training("net", "blobs", epochs: 2));
        await run.Ended();
        await silo.Get<UnfinishedRuns>().Add("run");

        Assert.False(await run.Wake());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await silo.Blobs.GetProperties("runs-unfinished/run", limit.Token) is not null) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);

        Assert.Equal((RunState.Completed, 1), ((await run.Show()).State, (await run.Show()).Attempt));
    }

    [Fact]
    public async Task Marker_PutAnewSinceItWasListed_Stays()
    {
        using var files = new DirectoryBlobStore(_directory.Path, TimeProvider.System);
        var unfinished = new UnfinishedRuns(files);
        await unfinished.Add("run");
        var (_, listed) = await unfinished.List().FirstAsync(TestContext.Current.CancellationToken);
        await unfinished.Add("run");

        await unfinished.Remove(listed);
        Assert.Equal("run", (await unfinished.List().SingleAsync(TestContext.Current.CancellationToken)).Run);

        await unfinished.Remove((await unfinished.List().SingleAsync(TestContext.Current.CancellationToken)).Marker);
        Assert.Empty(await unfinished.List().ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Extend_RefusedAsTheQueueIsFull_ChangesNothing()
    {
        await using var silo = await Start(("Lanes:TrainingQueue", "1"));
        var run = silo.Grains.GetGrain<ITrainingRun>("run");
        await run.Start(Samples.Training("net", "blobs", epochs: 3));
        var before = await run.Ended();
        await silo.Grains.GetGrain<ITrainingRun>("other").Start(Samples.Training("net", "blobs", epochs: 1_000_000));

        await Assert.ThrowsAsync<OverloadedException>(() => run.Extend(new RunExtension(5)));

        Assert.Equal((before.Spec.Epochs, before.State), ((await run.Show()).Spec.Epochs, (await run.Show()).State));
        await silo.Grains.GetGrain<ITrainingRun>("other").Cancel();
    }

    /// <summary>A lane that is busy and of which the queue does not know: the rank on it does not come.</summary>
    private sealed class OccupiedLane : IDisposable
    {
        private readonly ManualResetEventSlim _end = new();

        public OccupiedLane(TestSilo silo)
        {
            using var begun = new ManualResetEventSlim();
            _ = silo.Get<LaneSet>().Training.Run(_ =>
            {
                begun.Set();
                _end.Wait();
                return true;
            });
            begun.Wait(TimeSpan.FromSeconds(30));
        }

        public void Dispose() => _end.Set();
    }

    private async Task<TestSilo> Start(params (string, string)[] settings)
    {
        var silo = await TestSilo.Start(_directory.Path, [("Training:QueueInterval", "00:00:00.02"), .. settings]);
        await silo.ImportBlobs("blobs");
        await silo.Grains.CreateModel("net", Samples.Classifier());
        return silo;
    }
}
