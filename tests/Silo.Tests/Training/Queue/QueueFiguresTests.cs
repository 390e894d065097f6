using DistributedDL.Contracts.Training;
using DistributedDL.Silo.Placement;
using DistributedDL.Silo.Training.Queue;

namespace DistributedDL.Silo.Tests.Training.Queue;

public sealed class QueueFiguresTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly QueueFigures _figures = new();

    [Fact]
    public void Measure_WhereNoQueueIs_IsNothingAndNotZero()
    {
        Assert.Empty(_figures.MeasureDepth());
        Assert.Empty(_figures.MeasureLanesWanted());
    }

    [Fact]
    public void Measure_Told_IsTheLatest()
    {
        _figures.Tell(new(Depth: 1, LanesWanted: 4));
        _figures.Tell(new(Depth: 2, LanesWanted: 7));

        Assert.Equal((2, 7), (Assert.Single(_figures.MeasureDepth()).Value, Assert.Single(_figures.MeasureLanesWanted()).Value));
    }

    [Fact]
    public void End_AfterAnotherQueueHasTold_LeavesWhatThatOneTold()
    {
        var (first, second) = (new QueueDemand(1, 1), new QueueDemand(1, 1));
        _figures.Tell(first);
        _figures.Tell(second);

        _figures.End(first);
        Assert.Equal(1, Assert.Single(_figures.MeasureLanesWanted()).Value);
        _figures.End(second);
        Assert.Empty(_figures.MeasureLanesWanted());
    }

    [Fact]
    public async Task Queue_WhoseOnlyRunLeftWithoutAWord_WantsNothingAfterItsLeaseThoughNobodyAsks()
    {
        using var directory = new TestDirectory();
        await using var silo = await TestSilo.Start(directory.Path, ("Training:LaneLease", "00:00:01"), ("Lanes:Training", "1"));
        var figures = silo.Get<QueueFigures>();
        await silo.Grains.GetGrain<ITrainingQueue>(0).Ask(new LaneRequest("r", 0, DateTimeOffset.UnixEpoch, 4, silo.Get<SiloRoster>().Self, []));

        Assert.Equal(3, Assert.Single(figures.MeasureLanesWanted()).Value);
        using var limit = new CancellationTokenSource(Limit);
        while (figures.MeasureLanesWanted().Single().Value != 0) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
    }
}
