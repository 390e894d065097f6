using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Silo.Tests.OnlineLearning;

/// <summary>Versions that a session publishes by itself.</summary>
public sealed class SessionSnapshotTests : IAsyncLifetime
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
    public async Task Learn_ByCount_PublishesAndKeepsTheLastOnes()
    {
        var session = await Open("s", new() { EveryExamples = 10, Keep = 2 });
        for (var first = 1; first <= 60; first += 10) await Learned(session, first, 10);
        await Stay(5, 6);

        var (report, model) = (await session.Show(), await _silo.Grains.GetGrain<IModel>("net").Show());

        Assert.Equal((6, 6, 60L), (report.Snapshots!.Number, report.Snapshots.Version, report.Snapshots.Examples));
        Assert.Equal([50L, 60L], model.Versions.Select(version => version.Lineage.Sequence!.Value));
        Assert.Equal(report.WeightsSha256, model.Versions[^1].WeightsSha256);
        Assert.Empty(model.Aliases);
    }

    [Fact]
    public async Task Learn_OneIsLive_ItStaysAndItsNumberIsNotGivenAgain()
    {
        var session = await Open("s", new() { EveryExamples = 10, Keep = 1 });
        var model = _silo.Grains.GetGrain<IModel>("net");
        await Learned(session, 1, 10);
        await model.Promote(1);
        Assert.Equal([], await model.Remove("other", [1]));
        await Learned(session, 11, 10);
        await Learned(session, 21, 10);
        await Stay(1, 3);
        Assert.Equal([], await model.Remove("other", [3]));
        await Stay(1, 3);

        await model.Promote(3);
        await Learned(session, 31, 10);
        await Stay(3, 4);
        var asked = await session.Snapshot(new SessionSnapshot("mine", false, null));
        await Learned(session, 41, 10);
        Assert.Equal((5, 6), (asked.Version, (await session.Show()).Snapshots!.Version!.Value));
        await Stay(3, 5, 6);
    }

    [Fact]
    public async Task Learn_Promoted_OnlyWhereTheGuardLetsIt()
    {
        var session = await Open("s", new() { EveryExamples = 10, Promote = true, Guard = new PromoteGuard("accuracy_window", 1) });
        var model = _silo.Grains.GetGrain<IModel>("net");
        await Learned(session, 1, 10);
        Assert.Equal(1, (await model.Show()).Aliases[ModelAlias.Live]);
        await Learned(session, 11, 10);
        Assert.Equal(2, (await model.Show()).Aliases[ModelAlias.Live]);

        var strict = await Open("strict", new() { EveryExamples = 10, Promote = true, Guard = new PromoteGuard("log_loss") });
        await Learned(strict, 1, 10, feature => 50 * feature);

        var report = (await strict.Show()).Snapshots!;
        Assert.Equal(3, report.Version);
        Assert.StartsWith("log_loss is ", report.Candidate);
        Assert.Equal(2, (await model.Show()).Aliases[ModelAlias.Live]);
    }

    [Fact]
    public async Task Learn_ByTime_PublishesAfterTheLastExample()
    {
        var session = await Open("s", new() { Every = TimeSpan.FromSeconds(1) });
        await session.Learn(SessionStream.Batch(1, 10));
        await Until(session, snapshots => snapshots.Number == 1);

        Assert.Equal(10, (await session.Show()).Snapshots!.Examples);
        await session.Learn(SessionStream.Batch(11, 1));
        await Until(session, snapshots => snapshots.Number == 2);
        Assert.Equal(11, (await session.Show()).Snapshots!.Examples);
    }

    [Fact]
    public async Task Learn_AfterACrash_GoesOnWithTheNextNumber()
    {
        var session = await Open("s", new() { EveryExamples = 10, Keep = 2 });
        await Learned(session, 1, 10);
        await Learned(session, 11, 10);
        await session.Learn(SessionStream.Batch(21, 5));
        await _silo.Crash();
        _silo = await TestSilo.Start(_directory.Path);
        session = _silo.Grains.GetGrain<IOnlineSession>("s");
        Assert.Equal((2, 20L), ((await session.Show()).Snapshots!.Number, (await session.Show()).Snapshots!.Examples));

        await Learned(session, 26, 5);

        await Stay(2, 3);
    }

    [Fact]
    public async Task Learn_ModelDeletedUnderTheSession_GoesOnAndSaysWhy()
    {
        var session = await Open("s", new() { EveryExamples = 10 });
        await _silo.Grains.GetGrain<IModel>("net").Delete();
        await session.Learn(SessionStream.Batch(1, 10));
        await Until(session, snapshots => snapshots.Failure is not null);

        var report = await session.Show();
        Assert.Equal((0, null), (report.Snapshots!.Number, report.Snapshots.Version));
        Assert.Equal("there is no model 'net'", report.Snapshots.Failure);
        Assert.Equal(20, (await session.Learn(SessionStream.Batch(11, 10))).LastSequence);
    }

    [Fact]
    public async Task Open_BoundsBroken_NamesThem()
    {
        var e = await Assert.ThrowsAsync<InvalidArgumentException>(() => Open("s", new() { EveryExamples = 0, Every = TimeSpan.FromDays(31), Keep = 0, Guard = new("accuracy", -1) }));
        Assert.Equal(
        [
            new("snapshots.every_examples", "0 is not from 1 to 1000000000000"),
            new("snapshots.every", "31.00:00:00 is not from 00:00:01 to 30.00:00:00"),
            new("snapshots.keep", "0 is not from 1 to 1000"),
            new("snapshots.guard", "it is given, and promote is not"),
            new FieldViolation("snapshots.guard.margin", "-1 is not a finite number of 0 or more"),
        ], e.Violations);

        e = await Assert.ThrowsAsync<InvalidArgumentException>(() => Open("s", new()));
        Assert.Equal([new("snapshots", "neither every_examples nor every is given; at least one is needed")], e.Violations);

        e = await Assert.ThrowsAsync<InvalidArgumentException>(() => Open("s", new() { EveryExamples = 5, Promote = true, Guard = new("acuracy") }));
        Assert.StartsWith("'acuracy' is not a metric of the session; it has accuracy, accuracy_fading, accuracy_window, kappa,", Assert.Single(e.Violations).Description);
    }

    private async Task<IOnlineSession> Open(string name, AutomaticSnapshots snapshots)
    {
        var session = _silo.Grains.GetGrain<IOnlineSession>(name);
        await session.Open(new OnlineSessionSpec { Model = "net", LearningRate = 0.05, Seed = 3, Snapshots = snapshots });
        return session;
    }

    /// <summary>Learns, and waits for the snapshot that is due then.</summary>
    private static async Task Learned(IOnlineSession session, long first, int count, Func<float, float>? feature = null)
    {
        var before = (await session.Show()).Snapshots!.Number;
        var batch = SessionStream.Batch(first, count);
        await session.Learn(feature is null ? batch : batch with { Features = [.. batch.Features.Select(feature)] });
        await Until(session, snapshots => snapshots.Number == before + 1);
    }

    /// <summary>Removal follows publication; waits for what is expected.</summary>
    private async Task Stay(params int[] versions)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!limit.IsCancellationRequested && !(await Versions()).SequenceEqual(versions)) await Task.Yield();
        Assert.Equal(versions, await Versions());

        async Task<IEnumerable<int>> Versions() => (await _silo.Grains.GetGrain<IModel>("net").Show()).Versions.Select(version => version.Version);
    }

    private static async Task Until(IOnlineSession session, Func<AutomaticSnapshotReport, bool> reached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!reached((await session.Show()).Snapshots!)) limit.Token.ThrowIfCancellationRequested();
    }
}
