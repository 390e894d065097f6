using DistributedDL.Contracts.Errors;
using DistributedDL.Silo.Lanes;

namespace DistributedDL.Silo.Tests.Lanes;

public sealed class LanePoolTests : IDisposable
{
    private readonly LanePool _pool = new(LaneKind.Serving, lanes: 1, bound: 2);

    [Fact]
    public async Task Run_Work_IsDoneInOrderOnTheLanesOwnThread()
    {
        _pool.Start();

        var first = await _pool.Run(lane => (lane, Thread.CurrentThread.Name, Environment.CurrentManagedThreadId));
        var second = await _pool.Run(_ => Environment.CurrentManagedThreadId);

        Assert.Equal((0, "Serving lane 0"), (first.lane, first.Name));
        Assert.Equal(first.CurrentManagedThreadId, second);
        Assert.NotEqual(second, Environment.CurrentManagedThreadId);
    }

    [Fact]
    public async Task Run_QueueFull_IsRefusedWithARetryHint()
    {
        using var gate = new ManualResetEventSlim();
        var running = _pool.Run(_ => { gate.Wait(); return 1; });
        var waiting = _pool.Run(_ => 2);

        var refused = Assert.Throws<OverloadedException>(() => { _ = _pool.Run(_ => 3); });

        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Contains("2 places", refused.Queue, StringComparison.Ordinal);
        _pool.Start();
        gate.Set();
        Assert.Equal((1, 2), (await running, await waiting));
        Assert.Equal(3, await _pool.Run(_ => 3));
        Assert.Equal((0, 0), (_pool.Busy, _pool.Waiting));
    }

    [Fact]
    public void Reserve_GivenBack_LeavesTheQueueFree()
    {
        for (var i = 0; i < 10; i++)
        {
            using var slot = _pool.Reserve();
            Assert.Equal(1, _pool.Waiting);
        }
        Assert.Equal(0, _pool.Waiting);
    }

    [Fact]
    public async Task Run_CancelledWhileWaiting_EndsAtOnceAndGivesItsPlaceFree()
    {
        using var cancellation = new CancellationTokenSource();
        var begun = false;
        var waiting = _pool.Run(_ => begun = true, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => waiting);
        Assert.Equal(0, _pool.Waiting);
        _pool.Start();
        await _pool.Drain();
        Assert.False(begun);
    }

    [Fact]
    public async Task Run_WorkThrows_TheLaneGoesOn()
    {
        _pool.Start();

        await Assert.ThrowsAsync<InvalidDataException>(() => _pool.Run<int>(_ => throw new InvalidDataException("x")));

        Assert.Equal(5, await _pool.Run(_ => 5));
    }

    [Fact]
    public async Task Drain_WorkTaken_EndsItAndRefusesMore()
    {
        _pool.Start();
        var done = 0;
        var last = _pool.Run(_ => ++done);

        await _pool.Drain();

        Assert.Equal((1, 1), (await last, done));
        Assert.Throws<OverloadedException>(() => { _ = _pool.Run(_ => 0); });
        Assert.Equal(0, _pool.Waiting);
    }

    public void Dispose() => _pool.Dispose();
}
