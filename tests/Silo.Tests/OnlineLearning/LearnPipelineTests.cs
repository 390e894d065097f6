using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Silo.Checkpoints;
using DistributedDL.Silo.Lanes;
using DistributedDL.Silo.Metrics;
using DistributedDL.Silo.OnlineLearning;
using DistributedDL.Storage.Checkpoints;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Tests.OnlineLearning;

/// <summary>The pipeline without its grain, on a real journal whose flush is held, in turns as a grain gives them.</summary>
public sealed class LearnPipelineTests(SharedSilo silo)
{
    private const int BytesOfOne = 3 * sizeof(float);

    private readonly ConcurrentExclusiveSchedulerPair _turns = new();
    private readonly OnlineLearningOptions _options = new();
    private readonly List<Exception> _broken = [];
    private readonly List<(long Learned, long Admitted)> _checkpoints = [];
    private HeldStore _store = null!;
    private LiveSession _live = null!;
    private LearnPipeline _pipeline = null!;

    [Fact]
    public Task Enqueue_WhileAFlushRuns_MakesOneGroupOfAllThatArrived() => InTurns("p-group", async () =>
    {
        _store.Hold();
        var first = Learn(1, 2);
        var later = new[] { Learn(3, 1), Learn(4, 3), Learn(7, 1) };
        var appends = _store.Appends;
        Assert.All([first, .. later], call => Assert.False(call.IsCompleted));

        _store.Release();
        var reports = await Task.WhenAll([first, .. later]);

        Assert.Equal(appends + 1, _store.Appends);
        Assert.Equal([2, 3, 6, 7], reports.Select(report => report.LastSequence));
        Assert.Equal([2, 1, 3, 1], reports.Select(report => report.Predictions.Length));
    });

    [Fact]
    public Task Enqueue_InGroupsOrOneByOne_LearnsTheSameBits() => InTurns("p-bits", async () =>
    {
        _store.Hold();
        var calls = Enumerable.Range(0, 20).Select(i => Learn(1 + 3 * i, 3)).ToList();
        _store.Release();
        await Task.WhenAll(calls);
        var grouped = await _pipeline.AtRest(_live.WeightsSha256);

        await Restart("p-bits-alone");
        for (var i = 0; i < 20; i++) await Learn(1 + 3 * i, 3);

        Assert.Equal(grouped, await _pipeline.AtRest(_live.WeightsSha256));
    });

    [Fact]
    public Task Enqueue_DuplicateOfWhatIsInFlight_IsAcknowledgedAfterItAlone() => InTurns("p-duplicate", async () =>
    {
        _store.Hold();
        var first = Learn(1, 4);
        var again = Learn(1, 4);
        Assert.False(again.IsCompleted);
        _store.Release();

        Assert.Equal((4, 4), ((await again).LastSequence, (await again).Duplicates));
        Assert.True(first.IsCompletedSuccessfully);
        Assert.Equal(4, _live.Examples);
    });

    [Fact]
    public Task Enqueue_OneRefused_LeavesTheOthers() => InTurns("p-refused", async () =>
    {
        _store.Hold();
        var calls = new[] { Learn(1, 2), Learn(5, 1), Learn(3, 1) };
        _store.Release();

        var gap = await Assert.ThrowsAsync<SequenceGapException>(() => calls[1]);
        Assert.Equal((2, 5), (gap.LastDurableSequence, gap.Received));
        Assert.Equal(3, (await calls[2]).LastSequence);
        Assert.Empty(_broken);
    });

    [Fact]
    public Task Enqueue_AppendFails_AcknowledgesNothingOfItAndNothingAfter() => InTurns("p-fails", async () =>
    {
        await Learn(1, 2);
        _store.Hold();
        var calls = new List<Task<LearnReport>> { Learn(3, 1), Learn(4, 1), Learn(5, 1) };
        _store.Fault = new IOException("no space left on device");
        _store.Release();

        foreach (var call in calls) Assert.Contains("no space left", (await Assert.ThrowsAsync<IOException>(() => call)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => Learn(3, 1));
        await Assert.ThrowsAsync<IOException>(() => _pipeline.AtRest(_live.WeightsSha256));
        Assert.Single(_broken);
        Assert.True(_pipeline.IsBroken);
        Assert.Equal(2, _live.Sequence);
    });

    [Fact]
    public Task Enqueue_MoreBytesThanMayWait_IsRefusedUntilThereIsRoom() => InTurns("p-full", async () =>
    {
        _options.MaxPendingBytes = 3 * BytesOfOne;
        _store.Hold();
        var calls = new[] { Learn(1, 2), Learn(3, 1) };

        var full = await Assert.ThrowsAsync<OverloadedException>(() => Learn(4, 1));
        Assert.InRange(full.RetryAfter, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
        _store.Release();
        await Task.WhenAll(calls);

        Assert.Equal(4, (await Learn(4, 1)).LastSequence);
    });

    [Fact]
    public Task AtRest_BetweenCalls_SeesAllBeforeAndNoneAfter() => InTurns("p-rest", async () =>
    {
        _store.Hold();
        var before = new[] { Learn(1, 1), Learn(2, 1) };
        var seen = _pipeline.AtRest(() => Task.FromResult((_live.Sequence, _live.Memory.Sequence)));
        var after = Learn(3, 1);
        _store.Release();

        Assert.Equal((2, 2), await seen);
        await Task.WhenAll([.. before, after]);
        Assert.Equal(3, _live.Sequence);
    });

    [Fact]
    public Task Learn_CheckpointDue_IsTakenBetweenGroupsWhereAdmittedAndLearnedAreTheSame() => InTurns("p-checkpoint", async () =>
    {
        _options.CheckpointExamples = 5;
        await Learn(1, 4);
        Assert.Empty(_checkpoints);
        _store.Hold();
        var calls = new[] { Learn(5, 3), Learn(8, 1), Learn(9, 4) };
        _store.Release();
        await Task.WhenAll(calls);
        await Learn(13, 1);
        await _pipeline.Drain();

        // It was due with sequence 7; the others, which arrived during that flush, were on their way by then.
        Assert.Equal([(12, 12)], _checkpoints);
    });

    private Task Checkpoint()
    {
        _checkpoints.Add((_live.Sequence, _live.Memory.Sequence));
        _live.Policy.Stored();
        return Task.CompletedTask;
    }

    private Task<LearnReport> Learn(long first, int count)
    {
        var batch = SessionStream.Batch(first, count);
        var targets = batch.Labels!.Select(label => float.Parse(label, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return _pipeline.Enqueue(new SessionCall(count * BytesOfOne, () => _live.Memory.Admit(batch, new LearnTargets(targets, []))));
    }

    private Task InTurns(string session, Func<Task> test) => Task.Factory.StartNew(async () =>
    {
        await Restart(session);
        await test();
        await _pipeline.Drain();
        if (!_pipeline.IsBroken) _live.Dispose();
    }, CancellationToken.None, TaskCreationOptions.None, _turns.ExclusiveScheduler).Unwrap();

    private async Task Restart(string session)
    {
        var running = silo.Silo;
        _store = new HeldStore(running.Blobs);
        var services = new OnlineSessionServices(
            _store, running.Get<TensorStore>(), running.Get<CheckpointFolders>(), running.Get<LaneSet>(), running.Get<SiloMetrics>(), running.Get<OpenSessions>(),
            Options.Create(_options), TimeProvider.System);
        var spec = new OnlineSessionSpec { Model = "p", LearningRate = 0.05, Seed = 3 };
        using var learner = await LiveSession.CreateLearner(services, Samples.Classifier(), spec, weights: null, new Dictionary<int, IReadOnlyList<NamedTensor>>());
        var state = new OnlineSessionState
        {
            Spec = spec, Architecture = Samples.Classifier(), Signature = ModelSignature.Unknown with { Labels = ["0", "1", "2"] },
            Checkpoint = await services.Checkpoints.OfSession(session).Save([.. learner.Capture(), .. new SessionMemory(session, 2, 100, epoch: 1, new SessionLabels([])).Capture()], 0, writer: 0),
        };
        _live = await LiveSession.Recover(services, session, state, CancellationToken.None);
        _pipeline = new LearnPipeline(_live, services, Checkpoint, e =>
        {
            _broken.Add(e);
            _live.Dispose();
            return e;
        });
    }
}
