using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.Tests.OnlineLearning;

/// <summary>Each starts silos of its own, one after the other, on one data directory.</summary>
public sealed class SessionRecoveryTests : IDisposable
{
    private const long Last = 400;
    private readonly TestDirectory _directory = new();

    public static TheoryData<string, int, string, bool> Cases => new()
    {
        { "sgd", 1, "1000000", true },
        { "sgd", 1, "1000000", false },
        { "sgd", 1, "50", true },
        { "adam", 4, "1000000", true },
        { "adam", 4, "50", true },
        { "adam", 4, "50", false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Restart_AtAnyMoment_HasTheBitsOfAnUninterruptedSession(string optimizer, int microBatch, string checkpointExamples, bool crash)
    {
        var spec = new OnlineSessionSpec { Model = "net", Optimizer = optimizer, LearningRate = 0.02, MicroBatch = microBatch, Seed = 5 };
        var setting = ("OnlineLearning:CheckpointExamples", checkpointExamples);
        await using (var first = await TestSilo.Start(_directory.Path, setting))
        {
            await first.Grains.CreateModel("net", Samples.Classifier());
            await first.Grains.GetGrain<IOnlineSession>("whole").Open(spec);
            await first.Grains.GetGrain<IOnlineSession>("whole").LearnTo(1, Last);
            await first.Grains.GetGrain<IOnlineSession>("broken").Open(spec);
            // 112 examples are whole rounds of the batch sizes, so that both sessions see the same groups.
            await first.Grains.GetGrain<IOnlineSession>("broken").LearnTo(1, 112);
            await (crash ? first.Crash() : first.Stop());
        }
        await using (var second = await TestSilo.Start(_directory.Path, setting))
        {
            var session = second.Grains.GetGrain<IOnlineSession>("broken");
            var recovered = await session.Show();
            Assert.Equal(112, recovered.LastSequence);
            // Where no checkpoint was due and none could be written at the end, all came out of the journal.
            if (crash && checkpointExamples == "1000000") Assert.Equal(0, recovered.CheckpointSequence);
            await session.LearnTo(113, 252);
            await (crash ? second.Crash() : second.Stop());
        }

        await using var silo = await TestSilo.Start(_directory.Path, setting);
        var broken = silo.Grains.GetGrain<IOnlineSession>("broken");
        await broken.LearnTo(253, Last);

        var expected = await silo.Grains.GetGrain<IOnlineSession>("whole").Show();
        var actual = await broken.Show();
        Assert.Equal((Last, expected.WeightsSha256), (actual.LastSequence, actual.WeightsSha256));
        Assert.Equal(expected.Metrics, actual.Metrics);
    }

    [Fact]
    public async Task Recovery_OfAStateThatALeavingActivationReplacedMeanwhile_ReadsItAnew()
    {
        await OpenAndLearn(crash: false);
        BlobProperties before;
        byte[] content;
        using (var store = new DirectoryBlobStore(_directory.Path, TimeProvider.System))
        {
            before = (await store.List("grainstate/").ToListAsync()).Single(blob => blob.Name.Contains("online-session", StringComparison.Ordinal) && blob.Name.EndsWith("s.json", StringComparison.Ordinal));
            content = await store.ReadAll(before.Name);
        }
        await using (var leaving = await TestSilo.Start(_directory.Path))
        {
            await leaving.Grains.GetGrain<IOnlineSession>("s").LearnTo(101, 150);
            // Stores a checkpoint, and removes that of the state before.
            await leaving.Stop();
        }

        using var files = new DirectoryBlobStore(_directory.Path, TimeProvider.System);
        var stale = new StaleReadStore(files, before, content);
        await using var silo = await TestSilo.Start(stale);
        var report = await silo.Grains.GetGrain<IOnlineSession>("s").Show();

        Assert.True(stale.WasStale);
        Assert.Equal((150, 150), (report.LastSequence, report.CheckpointSequence));
        await silo.Grains.GetGrain<IOnlineSession>("s").LearnTo(151, 160);
    }

    [Fact]
    public async Task Restart_Clean_LeavesNothingToReplay()
    {
        await OpenAndLearn(crash: false);

        await using var silo = await TestSilo.Start(_directory.Path);

        Assert.Equal(100, (await silo.Grains.GetGrain<IOnlineSession>("s").Show()).CheckpointSequence);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(_directory.Path, "checkpoints"), "*.safetensors", SearchOption.AllDirectories), file => file.Contains($"{Path.DirectorySeparatorChar}s{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("checkpoints")]
    [InlineData("sessions")]
    public async Task Restart_BlobEdited_DamagesThisSessionAloneAndNamesTheBlob(string folder)
    {
        await OpenAndLearn(crash: true);
        var file = Directory.EnumerateFiles(Path.Combine(_directory.Path, folder), "*", SearchOption.AllDirectories)
            .Single(file => file.Contains($"{Path.DirectorySeparatorChar}s{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 0x10;
        await File.WriteAllBytesAsync(file, bytes);

        await using var silo = await TestSilo.Start(_directory.Path);
        var session = silo.Grains.GetGrain<IOnlineSession>("s");
        var report = await session.Show();
        var refused = await Assert.ThrowsAsync<PreconditionException>(() => session.Learn(SessionStream.Batch(101, 1)));

        Assert.Equal(SessionState.Damaged, report.State);
        Assert.Contains(Path.GetFileName(file), report.Damage, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(file), refused.Reason, StringComparison.Ordinal);
        Assert.Equal(50, (await silo.Grains.GetGrain<IOnlineSession>("other").Learn(SessionStream.Batch(31, 20))).LastSequence);
    }

    [Fact]
    public async Task Restart_Closed_ShowsItAsItWas()
    {
        OnlineSessionReport closed;
        await using (var before = await TestSilo.Start(_directory.Path))
        {
            await before.Grains.CreateModel("net", Samples.Classifier());
            var session = before.Grains.GetGrain<IOnlineSession>("s");
            await session.Open(new OnlineSessionSpec { Model = "net", LearningRate = 0.05 });
            await session.LearnTo(1, 60);
            closed = await session.Close();
        }

        await using var silo = await TestSilo.Start(_directory.Path);
        var report = await silo.Grains.GetGrain<IOnlineSession>("s").Show();

        Assert.Equal((SessionState.Closed, closed.WeightsSha256), (report.State, report.WeightsSha256));
        Assert.Equal(closed.Metrics, report.Metrics);
    }

    [Fact]
    public async Task Recover_AfterACrash_ReplaysNoMoreThanACheckpointsInterval()
    {
        var setting = ("OnlineLearning:CheckpointExamples", "100");
        await using (var first = await TestSilo.Start(_directory.Path, setting))
        {
            await first.Grains.CreateModel("net", Samples.Classifier());
            var session = first.Grains.GetGrain<IOnlineSession>("s");
            await session.Open(new OnlineSessionSpec { Model = "net", LearningRate = 0.05 });
            await session.LearnTo(1, 2_000);
            // A call after the last one that was due waits for the pipeline, and so for the capture, but not for the storing of it.
            await session.Show();
            await first.Crash();
        }

        await using var silo = await TestSilo.Start(_directory.Path, setting);
        var recovered = await silo.Grains.GetGrain<IOnlineSession>("s").Show();

        Assert.Equal(2_000, recovered.LastSequence);
        // The interval, a batch, and the checkpoint that may have been on its way.
        Assert.InRange(recovered.CheckpointSequence, 2_000 - 2 * 107, 2_000);
        Assert.True(recovered.Recovery > TimeSpan.Zero);
    }

    [Fact]
    public async Task Open_MoreSessionsThanThereArePlaces_IsRefusedAndHarmsNoOther()
    {
        await using var silo = await TestSilo.Start(_directory.Path, ("OnlineLearning:MaxOpenSessions", "2"));
        await silo.Grains.CreateModel("net", Samples.Classifier());
        var spec = new OnlineSessionSpec { Model = "net" };
        await silo.Grains.GetGrain<IOnlineSession>("a").Open(spec);
        await silo.Grains.GetGrain<IOnlineSession>("b").Open(spec);

        await Assert.ThrowsAsync<OverloadedException>(() => silo.Grains.GetGrain<IOnlineSession>("c").Open(spec));

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => silo.Grains.GetGrain<IOnlineSession>("c").Show());
        Assert.Equal(3, (await silo.Grains.GetGrain<IOnlineSession>("a").Learn(SessionStream.Batch(1, 3))).LastSequence);
    }

    public void Dispose() => _directory.Dispose();

    private async Task OpenAndLearn(bool crash)
    {
        await using var silo = await TestSilo.Start(_directory.Path);
        await silo.Grains.CreateModel("net", Samples.Classifier());
        foreach (var (name, last) in new[] { ("s", 100), ("other", 30) })
        {
            await silo.Grains.GetGrain<IOnlineSession>(name).Open(new OnlineSessionSpec { Model = "net", LearningRate = 0.05 });
            await silo.Grains.GetGrain<IOnlineSession>(name).LearnTo(1, last);
        }
        await (crash ? silo.Crash() : silo.Stop());
    }
}
