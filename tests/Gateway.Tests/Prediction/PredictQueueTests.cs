using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Gateway.Metrics;
using DistributedDL.Gateway.Prediction;
using Google.Protobuf.Collections;
using Microsoft.Extensions.DependencyInjection;

namespace DistributedDL.Gateway.Tests.Prediction;

public sealed class PredictQueueTests
{
    private readonly List<(float[] Features, TaskCompletionSource<PredictReport> Done)> _calls = [];
    private readonly GatewayOptions _options = new() { MaxBatchExamples = 4, MaxWaitingPredictions = 5 };
    private readonly PredictQueue _queue;
    private int _width = 2;

    public PredictQueueTests()
    {
        var metrics = ActivatorUtilities.CreateInstance<GatewayMetrics>(new ServiceCollection().AddMetrics().BuildServiceProvider());
        _queue = new PredictQueue("m", features =>
        {
            _calls.Add((features, new TaskCompletionSource<PredictReport>()));
            return _calls[^1].Done.Task;
        }, _options, metrics);
    }

    private Task<PredictSlice> Predict(params float[] features) => Predict(default, features);

    private Task<PredictSlice> Predict(CancellationToken cancellation, params float[] features) => _queue.Predict(new RepeatedField<float> { features }, cancellation);

    private static async Task Gives(Task<PredictSlice> call, params float[] expected)
    {
        var slice = await call;
        Assert.Equal(expected, slice.Outputs.ToArray());
    }

    /// <summary>The predictor answers its latest call: for each row of the present width, the first number of the row.</summary>
    private void Answer()
    {
        var (features, done) = _calls[^1];
        if (features.Length % _width != 0) done.SetException(new InvalidArgumentException("features", "not whole rows"));
        else if (features.Contains(-1)) done.SetException(new InvalidArgumentException("features", "-1 is refused"));
        else done.SetResult(new PredictReport("m", 1, [.. features.Chunk(_width).Select(row => row[0])], 1, ModelSignature.Unknown));
    }

    /// <summary>One call, so that the queue knows the width.</summary>
    private async Task Warm()
    {
        var first = Predict(1, 1);
        Answer();
        await first;
        _calls.Clear();
    }

    [Fact]
    public async Task Predict_WhileOneRuns_OthersShareTheNextCallInOrder()
    {
        await Warm();
        var first = Predict(10, 0);
        Task<PredictSlice>[] others = [Predict(20, 0), Predict(30, 0, 31, 0), Predict(40, 0)];
        Assert.Equal([10, 0], Assert.Single(_calls).Features);

        Answer();
        await first;
        Assert.Equal([20, 0, 30, 0, 31, 0, 40, 0], _calls[^1].Features);
        Answer();

        Assert.Equal([[20], [30, 31], [40]], (await Task.WhenAll(others)).Select(slice => slice.Outputs.ToArray()));
        Assert.Equal(2, _calls.Count);
    }

    [Fact]
    public async Task Predict_MoreThanAGroup_GoesInSeveral()
    {
        await Warm();
        var first = Predict(0, 0);
        Task<PredictSlice>[] others = [Predict(1, 0, 2, 0), Predict(3, 0), Predict(4, 0, 5, 0), Predict(6, 0)];
        Answer();
        await first;
        Assert.Equal([1, 0, 2, 0, 3, 0], _calls[^1].Features);
        Answer();
        await others[0];
        Assert.Equal([4, 0, 5, 0, 6, 0], _calls[^1].Features);
        Answer();
        await Gives(others[3], 6);
    }

    [Fact]
    public async Task Predict_LargerThanAGroup_GoesAlone()
    {
        await Warm();
        var large = Predict([.. new float[20]]);
        Answer();
        Assert.Equal(10, (await large).Examples);
    }

    [Fact]
    public async Task Predict_BytesBound_LimitsTheGroup()
    {
        _options.MaxBatchBytes = 16;
        await Warm();
        var first = Predict(0, 0);
        Task<PredictSlice>[] others = [Predict(1, 0), Predict(2, 0), Predict(3, 0)];
        Answer();
        await first;
        Assert.Equal([1, 0, 2, 0], _calls[^1].Features);
        Answer();
        await others[1];
        Answer();
        await others[2];
    }

    [Fact]
    public async Task Predict_OneBadCallerInTheGroup_FailsAlone()
    {
        await Warm();
        var first = Predict(0, 0);
        Task<PredictSlice> good = Predict(1, 0), bad = Predict(-1, 0), alsoGood = Predict(2, 0);
        Answer();
        await first;
        Assert.Equal(6, _calls[^1].Features.Length);
        Answer();
        for (var i = 0; i < 3; i++) Answer();

        await Gives(good, 1);
        await Assert.ThrowsAsync<InvalidArgumentException>(() => bad);
        await Gives(alsoGood, 2);
    }

    [Fact]
    public async Task Predict_TwoHalvesOfAnExample_NeverMakeOne()
    {
        await Warm();
        var first = Predict(0, 0);
        Task<PredictSlice> half = Predict(1), otherHalf = Predict(2);
        Answer();
        await first;
        Assert.Equal([1], _calls[^1].Features);
        Answer();
        Assert.Equal([2], _calls[^1].Features);
        Answer();

        await Assert.ThrowsAsync<InvalidArgumentException>(() => half);
        await Assert.ThrowsAsync<InvalidArgumentException>(() => otherHalf);
    }

    [Fact]
    public async Task Predict_WidthUnknown_GoesOneByOne()
    {
        Task<PredictSlice> first = Predict(1), second = Predict(2);
        Answer();
        await Assert.ThrowsAsync<InvalidArgumentException>(() => first);
        Assert.Equal([2], _calls[^1].Features);
        Answer();
        await Assert.ThrowsAsync<InvalidArgumentException>(() => second);
    }

    [Fact]
    public async Task Predict_LiveMovesToAnotherWidth_NobodyGetsTheRowsOfAnother()
    {
        await Warm();
        var first = Predict(0, 0);
        Task<PredictSlice> narrow = Predict(1, 0), wide = Predict(2, 0, 3, 0);
        _width = 3;
        _calls[^1].Done.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        // Six numbers are two rows of three, though neither caller has whole ones.
        Assert.Equal(6, _calls[^1].Features.Length);
        Answer();
        Answer();
        Answer();

        await Assert.ThrowsAsync<InvalidArgumentException>(() => narrow);
        await Assert.ThrowsAsync<InvalidArgumentException>(() => wide);
        var now = Predict(7, 0, 0);
        Answer();
        await Gives(now, 7);
    }

    [Fact]
    public async Task Predict_CancelledWhileWaiting_LeavesTheQueue()
    {
        await Warm();
        var first = Predict(0, 0);
        using var cancellation = new CancellationTokenSource();
        Task<PredictSlice> gone = Predict(cancellation.Token, 1, 0), stays = Predict(2, 0);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

        Answer();
        await first;
        Assert.Equal([2, 0], _calls[^1].Features);
        Answer();
        await stays;
    }

    [Fact]
    public async Task Predict_CancelledWhileComputed_OthersOfTheGroupAreAnswered()
    {
        await Warm();
        var first = Predict(0, 0);
        using var cancellation = new CancellationTokenSource();
        Task<PredictSlice> gone = Predict(cancellation.Token, 1, 0), stays = Predict(2, 0);
        Answer();
        await first;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Answer();

        await Gives(stays, 2);
    }

    [Fact]
    public async Task Predict_CancelledBefore_IsNotQueued()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Predict(new CancellationToken(true), 1, 0));

        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Predict_QueueFull_IsOverloadedAndTheQueueGoesOn()
    {
        await Warm();
        var first = Predict(0, 0);
        var waiting = Enumerable.Range(0, 5).Select(i => Predict(i, 0)).ToArray();

        var e = await Assert.ThrowsAsync<OverloadedException>(() => Predict(9, 0));

        Assert.True(e.RetryAfter > TimeSpan.Zero);
        Answer();
        await first;
        Answer();
        await waiting[3];
        Answer();
        await waiting[4];
    }

    [Fact]
    public async Task Predict_CancelledCallers_MakeRoomInTheQueue()
    {
        await Warm();
        _ = Predict(0, 0);
        using var cancellation = new CancellationTokenSource();
        for (var i = 0; i < 5; i++) _ = Predict(cancellation.Token, i, 0);
        await cancellation.CancelAsync();

        Assert.False(Predict(9, 0).IsCompleted);
    }

    [Fact]
    public async Task Predict_PredictorFails_AllOfTheGroupFailAndTheNextIsTried()
    {
        await Warm();
        var first = Predict(0, 0);
        Task<PredictSlice> second = Predict(1, 0), third = Predict(2, 0);
        Answer();
        await first;
        _calls[^1].Done.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => second);
        await Assert.ThrowsAsync<TimeoutException>(() => third);

        var next = Predict(3, 0);
        Answer();
        await Gives(next, 3);
    }

    [Fact]
    public async Task IsForgettable_UnknownModel_IsTrueOnceNobodyWaits()
    {
        var call = Predict(1, 0);
        Assert.False(_queue.IsForgettable);
        _calls[^1].Done.SetException(new ResourceNotFoundException("model", "m"));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => call);

        Assert.True(_queue.IsForgettable);
    }
}
