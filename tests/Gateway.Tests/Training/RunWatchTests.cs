using DistributedDL.Client.Training;
using DistributedDL.Contracts.Training;
using DistributedDL.Gateway.Tests.Hosting;
using DistributedDL.Gateway.Training;
using Microsoft.Extensions.Time.Testing;
using RunState = DistributedDL.Contracts.Training.RunState;
using TrainingSpec = DistributedDL.Contracts.Training.TrainingSpec;

namespace DistributedDL.Gateway.Tests.Training;

public sealed class RunWatchTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedRun _run = new();

    private IAsyncEnumerator<WatchRunResponse> Follow(int after = 0, CancellationToken cancellation = default) =>
        RunWatch.Follow(_run, after, Interval, _time, cancellation).GetAsyncEnumerator(cancellation);

    /// <summary>Lets time pass until the watch has something to say.</summary>
    private async Task<bool> Later(Task<bool> next)
    {
        await Wait.Until(() =>
        {
            _time.Advance(Interval);
            return next.IsCompleted;
        });
        return await next;
    }

    private static int[] Epochs(WatchRunResponse message) => [.. message.Epochs.Select(epoch => epoch.Epoch_)];

    [Fact]
    public async Task Follow_RunningRun_RecordedThenNewThenEnd()
    {
        _run.Set(RunState.Running, epochs: 2);
        await using var watch = Follow();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal([1, 2], Epochs(watch.Current));

        var next = watch.MoveNextAsync().AsTask();
        _run.Set(RunState.Running, epochs: 3);
        Assert.True(await Later(next));
        Assert.Equal([3], Epochs(watch.Current));

        next = watch.MoveNextAsync().AsTask();
        _run.Set(RunState.Completed, epochs: 5);
        Assert.True(await Later(next));
        Assert.Equal([4, 5], Epochs(watch.Current));
        Assert.Equal(Client.Training.RunState.Completed, watch.Current.Run.State);
        Assert.False(await watch.MoveNextAsync());
    }

    [Fact]
    public async Task Follow_NothingRecordedYet_AnswersAtOnceAndThenOnProgress()
    {
        _run.Set(RunState.Queued, epochs: 0);
        await using var watch = Follow();
        Assert.True(await watch.MoveNextAsync());
        Assert.Empty(watch.Current.Epochs);

        var next = watch.MoveNextAsync().AsTask();
        _run.Set(RunState.Running, epochs: 0, done: 640);
        Assert.True(await Later(next));
        Assert.Equal(640, watch.Current.Run.EpochExamplesDone);
    }

    [Fact]
    public async Task Follow_EndedRunWithNothingNew_SaysSoAndEnds()
    {
        _run.Set(RunState.Cancelled, epochs: 2);
        await using var watch = Follow(after: 2);

        Assert.True(await watch.MoveNextAsync());
        Assert.Empty(watch.Current.Epochs);
        Assert.Equal(Client.Training.RunState.Cancelled, watch.Current.Run.State);
        Assert.False(await watch.MoveNextAsync());
    }

    [Fact]
    public async Task Follow_Cancelled_EndsTheWaiting()
    {
        _run.Set(RunState.Running, epochs: 0);
        using var cancellation = new CancellationTokenSource();
        await using var watch = Follow(cancellation: cancellation.Token);
        await watch.MoveNextAsync();

        var next = watch.MoveNextAsync().AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    private sealed class ScriptedRun : ITrainingRun
    {
        private TrainingRunReport _report = Reports.Run("r", RunState.Queued);

        public void Set(RunState state, int epochs, long done = 0) =>
            _report = Reports.Run("r", state) with { EpochsCompleted = epochs, EpochExamplesDone = done };

        public Task<TrainingRunReport> Show() => Task.FromResult(_report);

        public Task<IReadOnlyList<EpochReport>> Epochs(int afterEpoch, int limit) => Task.FromResult<IReadOnlyList<EpochReport>>(
            [.. Enumerable.Range(1, _report.EpochsCompleted).Where(epoch => epoch > afterEpoch).Take(limit).Select(Reports.Epoch)]);

        public Task<TrainingRunReport> Start(TrainingSpec spec) => throw new NotSupportedException();

        public Task<TrainingRunReport> Cancel() => throw new NotSupportedException();

        public Task<TrainingRunReport> Resume() => throw new NotSupportedException();

        public Task<TrainingRunReport> Extend(RunExtension extension) => throw new NotSupportedException();

        public Task<bool> Wake() => throw new NotSupportedException();

        public Task<string?> Checkpoint() => throw new NotSupportedException();
    }
}
