using DistributedDL.Silo.Training;

namespace DistributedDL.Silo.Tests.Training;

public sealed class TrainingAttemptTests
{
    [Fact]
    public void Keep_MoreThanAreUnpublished_WaitsForOneToBe()
    {
        var attempt = new TrainingAttempt(1);
        attempt.Keep(new EpochWeights(1, []));
        attempt.Keep(new EpochWeights(2, []));
        var lane = new Thread(() => attempt.Keep(new EpochWeights(3, [])));
        lane.Start();

        Assert.True(SpinWait.SpinUntil(() => lane.ThreadState == ThreadState.WaitSleepJoin, TimeSpan.FromSeconds(30)), "it does not wait");
        attempt.Published();
        Assert.True(lane.Join(TimeSpan.FromSeconds(30)), "it waits on");

        Assert.Equal(2, attempt.NextKept()!.Epoch);
        attempt.Published();
        Assert.Equal(3, attempt.NextKept()!.Epoch);
    }

    [Fact]
    public async Task Keep_StoppedWhileItWaits_Throws()
    {
        var attempt = new TrainingAttempt(1);
        attempt.Keep(new EpochWeights(1, []));
        attempt.Keep(new EpochWeights(2, []));
        var third = Task.Run(() => attempt.Keep(new EpochWeights(3, [])), TestContext.Current.CancellationToken);

        attempt.Suspend();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
    }

    [Fact]
    public void Next_OfOneThatWasCancelled_IsCancelled()
    {
        var attempt = new TrainingAttempt(3);
        attempt.Cancel();

        var next = attempt.Next();

        Assert.Equal((4, true, false, true), (next.Number, next.CancelledByUser, next.LeavesSilo, next.Stop.IsCancellationRequested));
    }

    [Fact]
    public void Next_OfOneWhoseSiloLeaves_IsStopped()
    {
        var attempt = new TrainingAttempt(3);
        attempt.Leave();

        var next = attempt.Next();

        Assert.Equal((false, true, true), (next.CancelledByUser, next.LeavesSilo, next.Stop.IsCancellationRequested));
    }

    [Fact]
    public void Next_OfOneThatEnded_IsNotStopped()
    {
        var attempt = new TrainingAttempt(3);
        attempt.Suspend();

        Assert.False(attempt.Next().Stop.IsCancellationRequested);
    }
}
