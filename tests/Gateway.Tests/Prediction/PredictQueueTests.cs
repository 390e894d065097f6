using DistributedDL.Contracts.Errors;
using DistributedDL.Gateway.Prediction;
using DistributedDL.Gateway.Tests.Hosting;

namespace DistributedDL.Gateway.Tests.Prediction;

/// <summary>Who shares a call with whom.</summary>
public sealed class PredictQueueTests : PredictQueueHarness
{
    [Fact]
    public async Task Predict_WhileOneRuns_OthersShareTheNextCallInOrder()
    {
        var (running, first) = await Busy();
        Task<PredictSlice>[] others = [Predict(20, 0), Predict(30, 0, 31, 0), Predict(40, 0)];
        Answer(running);
        await Gives(first, 0);
        await Serve(20, 0, 30, 0, 31, 0, 40, 0);

        await Gives(others[0], 20);
        await Gives(others[1], 30, 31);
        await Gives(others[2], 40);
    }

    [Fact]
    public async Task Predict_MoreThanAGroup_GoesInSeveral()
    {
        var (running, _) = await Busy();
        Task<PredictSlice>[] others = [Predict(1, 0, 2, 0), Predict(3, 0), Predict(4, 0, 5, 0), Predict(6, 0)];
        Answer(running);
        await Serve(1, 0, 2, 0, 3, 0);
        await Serve(4, 0, 5, 0, 6, 0);

        await Gives(others[2], 4, 5);
        await Gives(others[3], 6);
    }

    [Fact]
    public async Task Predict_LargerThanAGroup_GoesAlone()
    {
        var (running, _) = await Busy();
        Task<PredictSlice> large = Predict(new float[20]), small = Predict(1, 0);
        Answer(running);
        await Serve(new float[20]);
        await Serve(1, 0);

        Assert.Equal(10, (await large).Examples);
        await Gives(small, 1);
    }

    [Fact]
    public async Task Predict_BytesBound_LimitsTheGroup()
    {
        Options.MaxBatchBytes = 16;
        var (running, _) = await Busy();
        Task<PredictSlice>[] others = [Predict(1, 0), Predict(2, 0), Predict(3, 0)];
        Answer(running);
        await Serve(1, 0, 2, 0);
        await Serve(3, 0);

        await Gives(others[2], 3);
    }

    [Fact]
    public async Task Predict_SeveralMayRun_SecondDoesNotWaitForTheFirst()
    {
        Options.MaxConcurrentBatches = 2;
        var (running, first) = await Busy();
        var second = Predict(5, 0);
        await Serve(5, 0);
        await Gives(second, 5);

        Assert.False(first.IsCompleted);
        Answer(running);
        await Gives(first, 0);
    }

    [Fact]
    public async Task Predict_UnknownModel_IsForgotten()
    {
        var call = Predict(1, 0);
        (await Called()).Done.SetException(new ResourceNotFoundException("model", "m"));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => call);

        await Wait.Until(() => Forgotten);
    }

    [Fact]
    public async Task Predict_KnownModel_IsRemembered()
    {
        var call = Predict(1, 0);
        await Serve(1, 0);
        await Gives(call, 1);
        var next = Predict(2, 0);
        await Serve(2, 0);
        await Gives(next, 2);

        Assert.False(Forgotten);
    }
}
