using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Silo.Tests.OnlineLearning;

/// <summary>
/// Sessions on a machine that loses power again and again, in appends, checkpoints, snapshots, pointers and recoveries alike: every acknowledged
/// example is there, none twice, and the end is that of a session that was never interrupted.
/// </summary>
public sealed class PowerLossTests
{
    private const int Examples = 400;

    private static readonly OnlineSessionSpec Spec = new()
    {
        Model = "net", Optimizer = "adam", LearningRate = 0.01, Seed = 3, Replay = new ReplaySpec(20, 0.5), Drift = [new DriftSpec { Detector = "adwin" }, new DriftSpec { Detector = "ddm" }],
        Snapshots = new AutomaticSnapshots { EveryExamples = 60, Keep = 2 },
    };

    private static readonly Lazy<Task<OnlineSessionReport>> Uninterrupted = new(async () =>
    {
        var store = new PowerLossStore(0);
        await using var silo = await Begin(store);
        await silo.Grains.GetGrain<IOnlineSession>("s").LearnTo(1, Examples);
        return await silo.Grains.GetGrain<IOnlineSession>("s").Show();
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Learn_PowerLostAtAnyWrite_EndsAsIfItHadNot(int seed) => Run(seed);

    [Fact, Trait("Category", "Long")]
    public async Task Learn_PowerLostAtAnyWriteOverAHundredSessions_EndsAsIfItHadNot()
    {
        for (var seed = 100; seed < 200; seed++) await Run(seed);
    }

    private static async Task Run(int seed)
    {
        var (store, random) = (new PowerLossStore(seed), new Random(seed));
        var (acknowledged, losses) = (0L, 0);
        var silo = await Begin(store);
        try
        {
            for (var done = false; !done;)
            {
                store.LosePowerAfter(random.Next(losses < 8 ? 45 : 1_000_000));
                try
                {
                    var session = silo.Grains.GetGrain<IOnlineSession>("s");
                    var found = (await session.Show()).LastSequence;
                    // What was on its way may have come through, and be acknowledged as a duplicate.
                    Assert.InRange(found, acknowledged, acknowledged + 14);
                    acknowledged = found;
                    while (acknowledged < Examples) acknowledged = await TwoAtOnce(session, acknowledged);
                    var (report, expected) = (await session.Show(), await Uninterrupted.Value);
                    Assert.Equal((Examples, Examples, expected.WeightsSha256), ((int)report.Examples, (int)report.LastSequence, report.WeightsSha256));
                    Assert.Equal(expected.Metrics, report.Metrics);
                    Assert.Equal(expected.Drift, report.Drift);
                    done = true;
                }
                catch (Exception e) when (store.IsOff && e is not Xunit.Sdk.IAssertionException)
                {
                    losses++;
                    await silo.Stop();
                    store.Restart();
                    silo = await Start(store);
                }
            }
        }
        finally
        {
            await silo.DisposeAsync();
        }
        Assert.InRange(losses, 3, 8);
    }

    private static async Task<long> TwoAtOnce(IOnlineSession session, long acknowledged)
    {
        var first = (int)Math.Min(1 + acknowledged % 7, Examples - acknowledged);
        var second = (int)Math.Min(5, Examples - acknowledged - first);
        var one = session.Learn(SessionStream.Batch(acknowledged + 1, first));
        var two = second == 0 ? one : session.Learn(SessionStream.Batch(acknowledged + first + 1, second));
        await Task.WhenAll(one, two);
        return acknowledged + first + second;
    }

    private static async Task<TestSilo> Begin(PowerLossStore store)
    {
        var silo = await Start(store);
        await silo.Grains.CreateModel("net", Samples.Classifier());
        await silo.Grains.GetGrain<IOnlineSession>("s").Open(Spec);
        return silo;
    }

    private static Task<TestSilo> Start(PowerLossStore store) => TestSilo.Start(store, ("OnlineLearning:CheckpointExamples", "25"));
}
