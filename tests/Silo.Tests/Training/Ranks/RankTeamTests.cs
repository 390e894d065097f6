using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Silo.Tests.Training.Ranks;

/// <summary>Runs of several ranks on the lanes of one silo; those over several processes are tests of the cluster.</summary>
public sealed class RankTeamTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Start_SeveralRanks_EndsWithTheLossesOfOne(int ranks)
    {
        await using var silo = await Start(lanes: 3);
        var (one, several) = (silo.Grains.GetGrain<ITrainingRun>("one"), silo.Grains.GetGrain<ITrainingRun>("several"));
        await one.Start(Samples.Training("net", "blobs", epochs: 20));
        await several.Start(Samples.Training("net", "blobs", epochs: 20) with { WorldSize = ranks });

        Assert.Equal(RunState.Completed, (await one.Ended()).State);
        var ended = await several.Ended();

        Assert.Equal((RunState.Completed, 1), (ended.State, ended.Attempt));
        Assert.Empty(ended.Events);
        var (expected, losses) = (await one.Epochs(0, 20), await several.Epochs(0, 20));
        foreach (var (first, second) in expected.Zip(losses))
        {
            Assert.Equal(first.Loss, second.Loss, 1e-4);
            Assert.Equal(first.Metrics["train_accuracy"], second.Metrics["train_accuracy"], 0.03);
        }
    }

    [Fact]
    public async Task Start_MoreRanksThanLanes_GoesWithFewerAndSaysSo()
    {
        await using var silo = await Start(lanes: 2);
        var run = silo.Grains.GetGrain<ITrainingRun>("run");
        await run.Start(Samples.Training("net", "blobs", epochs: 5) with { WorldSize = 4 });

        var ended = await run.Ended();

        Assert.Equal(RunState.Completed, ended.State);
        Assert.Contains("with 2 of 4 ranks", Assert.Single(ended.Events).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_LossNotFinite_FailsOnAllRanksWithTheWordsOfOne()
    {
        await using var silo = await Start(lanes: 2);
        var run = silo.Grains.GetGrain<ITrainingRun>("run");
        await silo.ImportLine("line");
        await silo.Grains.CreateModel("line", Samples.Regressor);
        await run.Start(Samples.Training("line", "line", epochs: 500) with { WorldSize = 2, Optimizer = "sgd", LearningRate = 1e6 });

        var ended = await run.Ended();

        Assert.Equal(RunState.Failed, ended.State);
        Assert.Contains("the loss is no longer finite in epoch ", ended.Error, StringComparison.Ordinal);
        // Both lanes are free again.
        var next = silo.Grains.GetGrain<ITrainingRun>("next");
        await next.Start(Samples.Training("net", "blobs", epochs: 2) with { WorldSize = 2 });
        Assert.Equal(RunState.Completed, (await next.Ended()).State);
    }

    [Fact]
    public async Task Cancel_SeveralRanks_StopsThemAndResumeGoesOn()
    {
        await using var silo = await Start(lanes: 2);
        var run = silo.Grains.GetGrain<ITrainingRun>("run");
        await run.Start(Samples.Training("net", "blobs", epochs: 100_000) with { WorldSize = 2 });
        await run.Until(report => report.EpochsCompleted > 5);
        Assert.Equal(2, (await run.Show()).Ranks);

        Assert.Equal(RunState.Cancelled, (await run.Cancel()).State);

        await run.Resume();
        var more = await run.Until(report => report.Ranks == 2 && report.EpochsCompleted > 10);
        Assert.Equal(2, more.Attempt);
        await run.Cancel();
    }

    [Fact]
    public async Task Start_WorldSizeOutOfBounds_NamesValueAndBound()
    {
        await using var silo = await Start(lanes: 1);
        var run = silo.Grains.GetGrain<ITrainingRun>("run");

        var refused = await Assert.ThrowsAsync<InvalidArgumentException>(() =>
            run.Start(Samples.Training("net", "blobs", epochs: 1) with { WorldSize = 65, AverageEvery = 0, Priority = 101, BatchSize = 100 }));

        Assert.Equal(["world_size: 65 is not from 1 to 64", "average_every: 0 is not from 1 to 10000", "priority: 101 is not from -100 to 100"],
            refused.Violations.Select(violation => $"{violation.Field}: {violation.Description}"));
    }

    private async Task<TestSilo> Start(int lanes)
    {
        var silo = await TestSilo.Start(_directory.Path, ("Lanes:Training", $"{lanes}"), ("Training:QueueInterval", "00:00:00.02"));
        await silo.ImportBlobs("blobs");
        await silo.Grains.CreateModel("net", Samples.Classifier());
        return silo;
    }
}
