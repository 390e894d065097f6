using DistributedDL.Contracts.Training;

namespace DistributedDL.Contracts.Tests.Training;

public sealed class TrainingRunReportTests
{
    [Theory]
    [InlineData(RunState.Queued, false)]
    [InlineData(RunState.Running, false)]
    [InlineData(RunState.Completed, true)]
    [InlineData(RunState.Failed, true)]
    [InlineData(RunState.Cancelled, true)]
    public void Ended_OfEachState_IsWhetherItCanStillChange(RunState state, bool expected) =>
        Assert.Equal(expected, new TrainingRunReport { Run = "r", Spec = Spec, State = state }.Ended);

    [Fact]
    public void Report_Crossing_IsTheSame()
    {
        var report = new TrainingRunReport
        {
            Run = "r", Spec = Spec, State = RunState.Running, EpochsCompleted = 3, EpochExamplesDone = 320, EpochExamples = 1_000,
            Attempt = 2, CreatedAt = DateTimeOffset.UnixEpoch, StartedAt = DateTimeOffset.UnixEpoch.AddSeconds(1),
        };

        Assert.Equal(report, RoundTrip.Of(report));
    }

    [Fact]
    public void Spec_WhatIsLeftOut_HasTheDocumentedDefaults() =>
        Assert.Equal((32, "adam", true, true), (Spec.BatchSize, Spec.Optimizer, Spec.Shuffle, Spec.Promote));

    private static TrainingSpec Spec => new() { Model = "net", Dataset = "digits", Epochs = 5 };
}
