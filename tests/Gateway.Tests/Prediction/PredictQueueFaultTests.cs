using DistributedDL.Contracts.Errors;
using DistributedDL.Gateway.Prediction;

namespace DistributedDL.Gateway.Tests.Prediction;

/// <summary>One caller's fault, or end, is no other's.</summary>
public sealed class PredictQueueFaultTests : PredictQueueHarness
{
    [Fact]
    public async Task Predict_OneBadCallerInTheGroup_FailsAlone()
    {
        var (running, _) = await Busy();
        Task<PredictSlice> good = Predict(1, 0), bad = Predict(-1, 0), alsoGood = Predict(2, 0);
        Answer(running);
        await Serve(1, 0, -1, 0, 2, 0);
        await Serve(1, 0);
        await Serve(-1, 0);
        await Serve(2, 0);

        await Gives(good, 1);
        await Assert.ThrowsAsync<InvalidArgumentException>(() => bad);
        await Gives(alsoGood, 2);
    }

    [Fact]
    public async Task Predict_TwoHalvesOfAnExample_NeverMakeOne()
    {
        var (running, _) = await Busy();
        Task<PredictSlice> half = Predict(1), otherHalf = Predict(2);
        Answer(running);
        await Serve(1);
        await Serve(2);

        await Assert.ThrowsAsync<InvalidArgumentException>(() => half);
        await Assert.ThrowsAsync<InvalidArgumentException>(() => otherHalf);
    }

    [Fact]
    public async Task Predict_WidthUnknown_GoesOneByOne()
    {
        Task<PredictSlice> first = Predict(1), second = Predict(2);
        await Serve(1);
        await Serve(2);

        await Assert.ThrowsAsync<InvalidArgumentException>(() => first);
        await Assert.ThrowsAsync<InvalidArgumentException>(() => second);
    }

    [Fact]
    public async Task Predict_LiveMovesToAnotherWidth_NobodyGetsTheRowsOfAnother()
    {
        var (running, first) = await Busy();
        Task<PredictSlice> narrow = Predict(1, 0), wide = Predict(2, 0, 3, 0);
        Width = 3;
        running.Done.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        // Six numbers are two rows of three, though neither caller has whole ones.
        await Serve(1, 0, 2, 0, 3, 0);
        await Serve(1, 0);
        await Serve(2, 0, 3, 0);

        await Assert.ThrowsAsync<InvalidArgumentException>(() => narrow);
        await Assert.ThrowsAsync<InvalidArgumentException>(() => wide);
        var now = Predict(7, 0, 0);
        await Serve(7, 0, 0);
        await Gives(now, 7);
    }

    [Fact]
    public async Task Predict_CancelledWhileWaiting_LeavesTheQueue()
    {
        var (running, _) = await Busy();
        using var cancellation = new CancellationTokenSource();
        Task<PredictSlice> gone = Predict(cancellation.Token, 1, 0), stays = Predict(2, 0);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

        Answer(running);
        await Serve(2, 0);
        await Gives(stays, 2);
    }

    [Fact]
    public async Task Predict_CancelledWhileComputed_OthersOfTheGroupAreAnswered()
    {
        var (running, _) = await Busy();
        using var cancellation = new CancellationTokenSource();
        Task<PredictSlice> gone = Predict(cancellation.Token, 1, 0), stays = Predict(2, 0);
        Answer(running);
        var group = await Called();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Answer(group);

        await Gives(stays, 2);
    }

    [Fact]
    public async Task Predict_CancelledBefore_IsNotQueued()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Predict(new CancellationToken(true), 1, 0));
        var next = Predict(2, 0);

        await Serve(2, 0);
        await Gives(next, 2);
    }

    [Fact]
    public async Task Predict_QueueFull_IsOverloadedAndTheQueueGoesOn()
    {
        var (running, _) = await Busy();
        var waiting = Enumerable.Range(1, 5).Select(i => Predict(i, 0)).ToArray();

        var e = await Assert.ThrowsAsync<OverloadedException>(() => Predict(9, 0));

        Assert.True(e.RetryAfter > TimeSpan.Zero);
        Answer(running);
        await Serve(1, 0, 2, 0, 3, 0, 4, 0);
        await Serve(5, 0);
        await Gives(waiting[4], 5);
    }

    [Fact]
    public async Task Predict_CancelledCallers_MakeRoomInTheQueue()
    {
        var (running, _) = await Busy();
        using var cancellation = new CancellationTokenSource();
        var gone = Enumerable.Range(0, 5).Select(i => Predict(cancellation.Token, i, 0)).ToArray();
        await cancellation.CancelAsync();
        foreach (var call in gone) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        var next = Predict(9, 0);
        Answer(running);
        await Serve(9, 0);
        await Gives(next, 9);
    }

    [Fact]
    public async Task Predict_PredictorFails_AllOfTheGroupFailAndTheNextIsTried()
    {
        var (running, _) = await Busy();
        Task<PredictSlice> second = Predict(1, 0), third = Predict(2, 0);
        Answer(running);
        (await Called()).Done.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => second);
        await Assert.ThrowsAsync<TimeoutException>(() => third);

        var next = Predict(3, 0);
        await Serve(3, 0);
        await Gives(next, 3);
    }
}
