using DistributedDL.Silo.Training;

namespace DistributedDL.Silo.Tests.Training;

public sealed class TrainingAttemptTests
{
    [Fact]
    public async Task Keep_MoreThanAreUnpublished_WaitsForOneToBe()
    {
        var attempt = new TrainingAttempt(1);
        attempt.Keep(new EpochWeights(1, []));
        attempt.Keep(new EpochWeights(2, []));
        var third = Task.Run(() => attempt.Keep(new EpochWeights(3, [])), TestContext.Current.CancellationToken);

        Assert.Equal(1, attempt.NextKept()!.Epoch);
        Assert.False(third.IsCompleted);
        attempt.Published();
        await third.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(2, attempt.NextKept()!.Epoch);
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
