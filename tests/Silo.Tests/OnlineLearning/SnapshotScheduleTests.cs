using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Silo.OnlineLearning;
using Microsoft.Extensions.Time.Testing;

namespace DistributedDL.Silo.Tests.OnlineLearning;

public sealed class SnapshotScheduleTests
{
    private static readonly AutomaticSnapshots ByCount = new() { EveryExamples = 100 };
    private static readonly AutomaticSnapshots ByTime = new() { Every = TimeSpan.FromMinutes(10) };
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(5_000, true)]
    public void IsDue_ByCount_FromSoManyExamplesAfterTheLast(long examples, bool due) =>
        Assert.Equal(due, new SnapshotSchedule(ByCount, 100, _time.GetUtcNow(), _time).IsDue(examples));

    [Fact]
    public void DueIn_ByCountAlone_NeverByTime() => Assert.Null(new SnapshotSchedule(ByCount, 0, _time.GetUtcNow(), _time).DueIn(99));

    [Fact]
    public void DueIn_ByTime_CountsDownFromTheLastAndNeedsAnExample()
    {
        var schedule = new SnapshotSchedule(ByTime, 50, _time.GetUtcNow(), _time);
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(TimeSpan.FromMinutes(6), schedule.DueIn(51));
        _time.Advance(TimeSpan.FromMinutes(7));
        Assert.True(schedule.IsDue(51));
        Assert.Null(schedule.DueIn(50));

        schedule.Taken(51);

        Assert.Null(schedule.DueIn(51));
        Assert.Equal(TimeSpan.FromMinutes(10), schedule.DueIn(52));
    }

    [Theory]
    [InlineData(3, 7)]
    [InlineData(300, 0)]
    [InlineData(-300, 10)]
    public void DueIn_AfterARestart_CountsTheTimeBetweenAndNoStepBack(int minutesSince, int dueInMinutes)
    {
        var schedule = new SnapshotSchedule(ByTime, 50, _time.GetUtcNow() - TimeSpan.FromMinutes(minutesSince), _time);

        Assert.Equal(TimeSpan.FromMinutes(dueInMinutes), schedule.DueIn(51));
    }

    [Fact]
    public void IsDue_WhicheverComesFirst()
    {
        var schedule = new SnapshotSchedule(new() { EveryExamples = 100, Every = TimeSpan.FromMinutes(1) }, 0, _time.GetUtcNow(), _time);
        Assert.False(schedule.IsDue(99));
        Assert.True(schedule.IsDue(100));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(schedule.IsDue(1));
    }

    [Fact]
    public void Failed_TriedAgainAfterAWhile()
    {
        var schedule = new SnapshotSchedule(ByCount, 0, _time.GetUtcNow(), _time);
        schedule.Failed();
        Assert.Equal(SnapshotSchedule.RetryAfter, schedule.DueIn(100));
        _time.Advance(SnapshotSchedule.RetryAfter);
        Assert.True(schedule.IsDue(100));
    }
}
