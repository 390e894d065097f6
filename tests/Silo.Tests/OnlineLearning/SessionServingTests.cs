using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Silo.Lanes;

namespace DistributedDL.Silo.Tests.OnlineLearning;

/// <summary>Predictions while a session learns.</summary>
public sealed class SessionServingTests : IAsyncLifetime
{
    private readonly TestDirectory _directory = new();
    private TestSilo _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _silo = await TestSilo.Start(_directory.Path);
        await _silo.Grains.CreateModel("net", Samples.Classifier());
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Predict_EveryLearningLaneBusy_AnswersMeanwhile()
    {
        var session = await Open("slow", TimeSpan.FromSeconds(1));
        await session.Learn(SessionStream.Batch(1, 10));
        using var held = new ManualResetEventSlim();
        var lanes = _silo.Get<LaneSet>().Learning;
        var holders = Enumerable.Range(0, lanes.Lanes).Select(_ => lanes.Run(_ => { held.Wait(); return true; })).ToList();
        var learning = session.Learn(SessionStream.Batch(11, 5));

        var prediction = await session.Predict([0.5f, 0.5f]);

        Assert.Equal(3, prediction.Outputs.Length);
        Assert.False(learning.IsCompleted);
        held.Set();
        await Task.WhenAll(holders);
        Assert.Equal(15, (await learning).LastSequence);
    }

    [Fact]
    public async Task Predict_NoStaleness_SeesEveryAcknowledgedExampleAtOnce()
    {
        var session = await Open("now", TimeSpan.Zero);
        for (var first = 1; first <= 40; first += 4)
        {
            await session.Learn(SessionStream.Batch(first, 4));
            Assert.Equal(await OfSnapshot(session, $"at-{first}"), (await session.Predict([0.5f, 0.5f])).Outputs);
        }
    }

    [Fact]
    public async Task Predict_AfterTheLastExample_SeesItWithinTheStaleness()
    {
        var session = await Open("trailing", TimeSpan.FromMilliseconds(400));
        for (var first = 1; first <= 40; first += 4) await session.Learn(SessionStream.Batch(first, 4));
        var expected = await OfSnapshot(session, "end");

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await session.Predict([0.5f, 0.5f])).Outputs.SequenceEqual(expected)) limit.Token.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task Predict_AfterRollbackAndRecovery_IsOfTheWeightsOfNow()
    {
        var session = await Open("back", TimeSpan.FromHours(1));
        var before = (await session.Predict([0.5f, 0.5f])).Outputs;
        var version = await session.Snapshot(new SessionSnapshot("start", false, null));
        await session.Learn(SessionStream.Batch(1, 30));
        var learned = await OfSnapshot(session, "learned");

        await _silo.Crash();
        await using (var recovered = await TestSilo.Start(_directory.Path))
        {
            session = recovered.Grains.GetGrain<IOnlineSession>("back");
            Assert.Equal(learned, (await session.Predict([0.5f, 0.5f])).Outputs);
            await session.Rollback(version.Version);
            Assert.Equal(before, (await session.Predict([0.5f, 0.5f])).Outputs);
        }
        _silo = await TestSilo.Start(_directory.Path);
    }

    [Fact]
    public async Task Open_StalenessOutOfBounds_NamesIt()
    {
        var e = await Assert.ThrowsAsync<InvalidArgumentException>(() => Open("bad", TimeSpan.FromHours(2)));

        Assert.Equal([new FieldViolation("max_staleness", "02:00:00 is not from 0 to 01:00:00")], e.Violations);
    }

    private async Task<IOnlineSession> Open(string name, TimeSpan staleness)
    {
        var session = _silo.Grains.GetGrain<IOnlineSession>(name);
        await session.Open(new OnlineSessionSpec { Model = "net", LearningRate = 0.05, Seed = 3, MaxStaleness = staleness });
        return session;
    }

    /// <returns>What a new session predicts that begins with a version of this one's weights.</returns>
    private async Task<float[]> OfSnapshot(IOnlineSession session, string id)
    {
        var version = await session.Snapshot(new SessionSnapshot(id, false, null));
        var other = _silo.Grains.GetGrain<IOnlineSession>($"{id}-copy");
        await other.Open(new OnlineSessionSpec { Model = "net", Version = version.Version });
        return (await other.Predict([0.5f, 0.5f])).Outputs;
    }
}
