using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Training;
using DistributedDL.Silo.Tests.OnlineLearning;
using DistributedDL.Storage.Blobs.Azure;
using DistributedDL.Tests.Shared;

namespace DistributedDL.Silo.Tests;

/// <summary>A whole silo on Azure Blob Storage (the emulator) behind a connection that is cut for longer than the store's retries last.</summary>
public sealed class StoreOutageTests : IDisposable
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(4);
    private static int _containers;

    private readonly TcpRelay _relay;
    private readonly string _containersOfTest = $"outage-{Interlocked.Increment(ref _containers)}";

    public StoreOutageTests(Azurite azurite)
    {
        Azurite.Require();
        _relay = new TcpRelay(azurite.Port);
    }

    [Fact]
    public async Task TrainingRun_StoreGoneForAWhile_WaitsAndEndsWithTheBitsOfAnUninterruptedRun()
    {
        await using var silo = await Start();
        await silo.ImportBlobs("blobs");
        var model = await silo.Grains.CreateModel("net", Samples.Classifier());
        var whole = silo.Grains.GetGrain<ITrainingRun>("whole");
        await whole.Start(Samples.Training("net", "blobs", 3_000));
        var expected = (await model.Resolve((await whole.Ended()).ModelVersion)).WeightsSha256;

        var run = silo.Grains.GetGrain<ITrainingRun>("run");
        await run.Start(Samples.Training("net", "blobs", 3_000));
        await run.Until(report => report.EpochsCompleted > 100);
        _relay.Cut();
        await Task.Delay(Outage, TimeProvider.System);
        Assert.Equal(RunState.Running, (await run.Show()).State);
        _relay.Restore();

        var ended = await run.Ended();
        Assert.Equal((RunState.Completed, 1, 3_000), (ended.State, ended.Attempt, ended.EpochsCompleted));
        Assert.Equal(expected, (await model.Resolve(ended.ModelVersion)).WeightsSha256);
        Assert.Equal(Enumerable.Range(1, 1_000), (await run.Epochs(0, 1_000)).Select(epoch => epoch.Epoch));
    }

    [Fact]
    public async Task TrainingRun_SiloStartsWhileTheStoreIsGone_IsWokenWhenItIsBack()
    {
        await using (var before = await Start())
        {
            await before.ImportBlobs("blobs");
            await before.Grains.CreateModel("net", Samples.Classifier());
            await before.Grains.GetGrain<ITrainingRun>("run").Start(Samples.Training("net", "blobs", 8_000));
            await before.Grains.GetGrain<ITrainingRun>("run").Until(report => report.EpochsCompleted > 10);
        }
        _relay.Cut();
        await using var silo = await Start();
        await Task.Delay(Outage, TimeProvider.System);
        _relay.Restore();

        // Asking the model does not wake the run.
        var model = silo.Grains.GetGrain<IModel>("net");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (await Live(model) is null) await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, limit.Token);
        Assert.Equal("run", (await model.Resolve(null)).Lineage.Run);
    }

    [Fact]
    public async Task OnlineSession_StoreGoneForAWhile_SaysSoAndGoesOnFromTheLastDurableExample()
    {
        await using var silo = await Start();
        await silo.Grains.CreateModel("net", Samples.Classifier());
        var spec = new OnlineSessionSpec { Model = "net", LearningRate = 0.02, Seed = 5 };
        var (whole, session) = (silo.Grains.GetGrain<IOnlineSession>("whole"), silo.Grains.GetGrain<IOnlineSession>("broken"));
        await whole.Open(spec);
        await whole.LearnTo(1, 224);
        await session.Open(spec);
        await session.LearnTo(1, 112);

        _relay.Cut();
        for (var i = 0; i < 2; i++)
        {
            var thrown = await Assert.ThrowsAnyAsync<Exception>(() => session.Learn(SessionStream.Batch(113, 1)));
            Assert.NotNull(StoreUnavailableException.In(thrown));
        }
        _relay.Restore();

        var recovered = await Patiently(session.Show);
        Assert.InRange(recovered.LastSequence, 112, 113);
        await session.LearnTo(113, 224);
        Assert.Equal((await whole.Show()).WeightsSha256, (await session.Show()).WeightsSha256);
    }

    public void Dispose() => _relay.Dispose();

    private Task<TestSilo> Start() => TestSilo.Start(
        new AzureBlobStore(new AzureBlobOptions
        {
            ConnectionString = Azurite.ConnectionStringAt(_relay.Port),
            Container = _containersOfTest,
            GrainStateContainer = $"{_containersOfTest}-state",
            MaxRetries = 1,
            MaxRetryDelay = TimeSpan.FromMilliseconds(200),
        }),
        ("Training:CheckpointInterval", "00:00:00.2"), ("Training:RecordInterval", "00:00:00.05"));

    private static async Task<ModelVersionReport?> Live(IModel model) => await Patiently(model.TryResolveLive);

    /// <summary>As a client does: what is unavailable is asked again.</summary>
    private static async Task<T> Patiently<T>(Func<Task<T>> call)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception e) when (StoreUnavailableException.In(e) is not null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
            }
        }
    }
}
