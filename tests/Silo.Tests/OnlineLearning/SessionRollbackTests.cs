using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Silo.Tests.OnlineLearning;

/// <summary>Going back to a version, from a sound and from a damaged session.</summary>
public sealed class SessionRollbackTests : IAsyncLifetime
{
    private readonly TestDirectory _directory = new();
    private TestSilo _silo = null!;

    private IOnlineSession Session => _silo.Grains.GetGrain<IOnlineSession>("s");

    [Fact]
    public async Task Rollback_Sound_TakesTheWeightsAndGoesOnCounting()
    {
        await Session.LearnTo(1, 100);
        var version = await Session.Snapshot(new SessionSnapshot("op", true, null));
        await Session.LearnTo(101, 200);
        var before = await Session.Show();

        var after = await Session.Rollback(version.Version);

        Assert.NotEqual(version.WeightsSha256, before.WeightsSha256);
        Assert.Equal((version.WeightsSha256, 200, 200), (after.WeightsSha256, after.LastSequence, after.CheckpointSequence));
        Assert.Equal(before.Metrics, after.Metrics);
        Assert.Equal(20, (await Session.Learn(SessionStream.Batch(181, 20))).Duplicates);
        await Session.LearnTo(201, 230);
        var learned = await Session.Show();
        await CrashAndStart();
        Assert.Equal((230, learned.WeightsSha256), ((await Session.Show()).LastSequence, (await Session.Show()).WeightsSha256));
    }

    [Fact]
    public async Task Rollback_FreshOptimizer_LearnsAsASessionOpenedOnTheVersion()
    {
        await Session.LearnTo(1, 100);
        var version = await Session.Snapshot(new SessionSnapshot("op", true, null));
        var other = _silo.Grains.GetGrain<IOnlineSession>("other");
        await other.Open(Spec with { Version = version.Version });
        await Session.LearnTo(101, 150);
        await Session.Rollback(version.Version);

        await Session.Learn(SessionStream.Batch(151, 30));
        var rows = SessionStream.Batch(151, 30);
        await other.Learn(rows with { FirstSequence = 1 });

        Assert.Equal((await other.Show()).WeightsSha256, (await Session.Show()).WeightsSha256);
    }

    [Theory]
    [InlineData("checkpoints", 60)]
    [InlineData("sessions", 60)]
    public async Task Rollback_Damaged_GoesOnAfterTheLastReadableSequence(string folder, long least)
    {
        await Session.LearnTo(1, 60);
        var version = await Session.Snapshot(new SessionSnapshot("op", true, null));
        await _silo.Stop();
        _silo = await TestSilo.Start(_directory.Path);
        await Session.LearnTo(61, 120);
        await _silo.Crash();
        var file = Directory.EnumerateFiles(Path.Combine(_directory.Path, folder), "*", SearchOption.AllDirectories)
            .Single(file => file.Contains($"{Path.DirectorySeparatorChar}s{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^20] ^= 0x10;
        await File.WriteAllBytesAsync(file, bytes);
        _silo = await TestSilo.Start(_directory.Path);
        var refused = await Assert.ThrowsAsync<PreconditionException>(() => Session.Learn(SessionStream.Batch(121, 1)));
        Assert.Contains("ddl session rollback s V", refused.Reason, StringComparison.Ordinal);

        var after = await Session.Rollback(version.Version);

        Assert.Equal((SessionState.Open, version.WeightsSha256), (after.State, after.WeightsSha256));
        Assert.Null(after.Damage);
        Assert.InRange(after.LastSequence, least, 120);
        await Session.LearnMany("op", SessionStream.Batch(1, 4));
        await Session.LearnTo(after.LastSequence + 1, after.LastSequence + 50);
        var learned = await Session.Show();
        await CrashAndStart();
        var recovered = await Session.Show();
        Assert.Equal((learned.LastSequence, learned.Examples, learned.WeightsSha256), (recovered.LastSequence, recovered.Examples, recovered.WeightsSha256));
        Assert.True(recovered.Recovery > TimeSpan.Zero);
    }

    [Fact]
    public async Task Rollback_UnknownVersionOrClosed_IsRefused()
    {
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Session.Rollback(9));
        await Session.LearnTo(1, 10);
        var version = await Session.Snapshot(new SessionSnapshot("op", false, null));
        await Session.Close();
        await Assert.ThrowsAsync<PreconditionException>(() => Session.Rollback(version.Version));
    }

    private static OnlineSessionSpec Spec => new() { Model = "net", Optimizer = "adam", LearningRate = 0.02, Seed = 5 };

    public async ValueTask InitializeAsync()
    {
        _silo = await TestSilo.Start(_directory.Path);
        await _silo.Grains.CreateModel("net", Samples.Classifier());
        await Session.Open(Spec);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _directory.Dispose();
    }

    private async Task CrashAndStart()
    {
        await _silo.Crash();
        _silo = await TestSilo.Start(_directory.Path);
    }
}
