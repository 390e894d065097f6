using System.Net;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Silo.Training.Queue;
using Microsoft.Extensions.Time.Testing;

namespace DistributedDL.Silo.Tests.Training.Queue;

public sealed class LaneAllotmentTests
{
    private static readonly SiloAddress A = Silo(1), B = Silo(2), C = Silo(3);
    private readonly FakeTimeProvider _time = new();
    private readonly List<TimeSpan> _waits = [];
    private readonly LaneAllotment _queue;

    public LaneAllotmentTests() => _queue = new LaneAllotment(_time, TimeSpan.FromSeconds(10), most: 5) { Granted = _waits.Add };

    [Fact]
    public void Ask_FreeLane_IsGrantedAtOnceOnTheRunsOwnSilo()
    {
        Assert.Equal([B], _queue.Ask(Request("r", home: B), Lanes((A, 1), (B, 1))).Silos);
        Assert.Equal([TimeSpan.Zero], _waits);
    }

    [Fact]
    public void Ask_OwnSiloBusy_GivesTheFreeOne()
    {
        _queue.Ask(Request("one", home: A), Lanes((A, 1), (B, 1)));

        Assert.Equal([B], _queue.Ask(Request("two", home: A), Lanes((A, 1), (B, 1))).Silos);
    }

    [Fact]
    public void Ask_AllBusy_WaitsBehindThoseOfHigherPriorityAndOlderOnes()
    {
        var lanes = Lanes((A, 1));
        _queue.Ask(Request("computing"), lanes);
        Assert.Equal(0, _queue.Ask(Request("young", age: 1), lanes).Ahead);
        Assert.Equal(0, _queue.Ask(Request("old", age: 5), lanes).Ahead);
        Assert.Equal(0, _queue.Ask(Request("urgent", priority: 1), lanes).Ahead);
        Assert.Equal(2, _queue.Ask(Request("young", age: 1), lanes).Ahead);
        Assert.Equal(3, _queue.Depth);
        _time.Advance(TimeSpan.FromSeconds(3));

        var order = new List<string>();
        var computing = "computing";
        for (var i = 0; i < 3; i++)
        {
            _queue.Release(computing);
            foreach (var (run, priority, age) in new[] { ("young", 0, 1), ("old", 0, 5), ("urgent", 1, 0) })
            {
                if (order.Contains(run) || _queue.Ask(Request(run, priority, age), lanes).Silos.Count == 0) continue;
                order.Add(computing = run);
                break;
            }
        }

        Assert.Equal(["urgent", "old", "young"], order);
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)], _waits);
    }

    [Fact]
    public void Ask_SeveralRanks_AreSpreadAndComeAllAtOnce()
    {
        var lanes = Lanes((A, 2), (B, 1));
        Assert.Equal([A, A, B], _queue.Ask(Request("three", worldSize: 3), lanes).Silos.Order());
        _queue.Release("three");
        _queue.Ask(Request("one", home: B), lanes);

        Assert.Empty(_queue.Ask(Request("three", worldSize: 3, age: 1), lanes).Silos);
        // Nobody overtakes it, so that it does not wait for ever.
        Assert.Empty(_queue.Ask(Request("small"), lanes).Silos);
    }

    [Fact]
    public void Ask_MoreRanksThanTheClusterHasLanes_GetsThoseAndMayGrowLater()
    {
        Assert.Equal([A], _queue.Ask(Request("r", worldSize: 4), Lanes((A, 1))).Silos);
        Assert.False(_queue.Ask(Request("r", worldSize: 4, held: [A]), Lanes((A, 1))).MayGrow);

        Assert.True(_queue.Ask(Request("r", worldSize: 4, held: [A]), Lanes((A, 1), (B, 1))).MayGrow);

        _queue.Ask(Request("other"), Lanes((A, 1), (B, 1)));
        Assert.False(_queue.Ask(Request("r", worldSize: 4, held: [A]), Lanes((A, 1), (B, 1))).MayGrow);
    }

    [Fact]
    public void LanesWanted_OfRunsThatWaitAndRunsWithFewerRanks_IsWhatTheyLack()
    {
        var lanes = Lanes((A, 1));
        Assert.Equal(0, _queue.LanesWanted);
        _queue.Ask(Request("four", worldSize: 4), lanes);
        Assert.Equal((0, 3), (_queue.Depth, _queue.LanesWanted));
        _queue.Ask(Request("two", worldSize: 2, age: 1), lanes);
        Assert.Equal((1, 5), (_queue.Depth, _queue.LanesWanted));

        _queue.Release("four");
        _queue.Ask(Request("two", worldSize: 2, age: 1), lanes);
        Assert.Equal((0, 1), (_queue.Depth, _queue.LanesWanted));
        _queue.Release("two");
        Assert.Equal(0, _queue.LanesWanted);
    }

    [Fact]
    public void LanesWanted_OfARunThatHoldsMoreThanItAsksFor_IsNoneAndTakesNothingFromOthers()
    {
        _queue.Ask(Request("more", held: [A, B, C]), Lanes((A, 1), (B, 1), (C, 1)));
        _queue.Ask(Request("waits", worldSize: 2), Lanes((A, 1), (B, 1), (C, 1)));

        Assert.Equal(2, _queue.LanesWanted);
    }

    [Fact]
    public void LanesWanted_OfARunThatLeftWithoutAWord_EndsWithItsLease()
    {
        _queue.Ask(Request("gone", worldSize: 4), Lanes((A, 1)));
        _time.Advance(TimeSpan.FromSeconds(11));

        _queue.DropWhoLeft();

        Assert.Equal(0, _queue.LanesWanted);
    }

    [Fact]
    public void Ask_NoLanes_Waits()
    {
        Assert.Empty(_queue.Ask(Request("r"), Lanes()).Silos);
        Assert.Equal([C], _queue.Ask(Request("r"), Lanes((C, 1))).Silos);
    }

    [Fact]
    public void Ask_SiloOfALaneIsGone_TheGrantIsToo()
    {
        _queue.Ask(Request("r", worldSize: 2), Lanes((A, 1), (B, 1)));

        Assert.Equal([B], _queue.Ask(Request("r", worldSize: 2), Lanes((B, 1))).Silos);
    }

    [Fact]
    public void Ask_NotRenewed_LosesItsLane()
    {
        _queue.Ask(Request("gone"), Lanes((A, 1)));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(_queue.Ask(Request("next"), Lanes((A, 1))).Silos);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal([A], _queue.Ask(Request("next"), Lanes((A, 1))).Silos);
        Assert.Equal(["next"], _queue.Runs);
    }

    [Fact]
    public void Ask_NotSettled_TakesWhatRunsHoldAndGivesNothing()
    {
        Assert.Empty(_queue.Ask(Request("new"), Lanes((A, 1)), settled: false).Silos);
        Assert.Equal([A], _queue.Ask(Request("holds", held: [A]), Lanes((A, 1)), settled: false).Silos);

        Assert.Empty(_queue.Ask(Request("new"), Lanes((A, 1)), settled: true).Silos);
    }

    [Fact]
    public void Ask_Full_IsRefusedAndKeepsThoseWhoAreThere()
    {
        for (var i = 0; i < 5; i++) _queue.Ask(Request($"r{i}"), Lanes((A, 1)));

        var refused = Assert.Throws<OverloadedException>(() => _queue.Ask(Request("more"), Lanes((A, 1))));

        Assert.Contains("training queue (5 places)", refused.Message, StringComparison.Ordinal);
        Assert.Equal(4, _queue.Depth);
        _queue.Ask(Request("r4"), Lanes((A, 1)));
    }

    [Fact]
    public void Where_BeforeAndAfterTheGrant_IsTheFreestThenItsOwn()
    {
        var lanes = Lanes((A, 1), (B, 1));
        _queue.Ask(Request("one", home: A), lanes);

        Assert.Equal(B, _queue.Where("two", lanes));
        Assert.Equal(A, _queue.Where("one", lanes));
        Assert.Null(_queue.Where("two", Lanes()));
    }

    private static LaneRequest Request(string run, int priority = 0, int age = 0, int worldSize = 1, SiloAddress? home = null, SiloAddress[]? held = null) =>
        new(run, priority, DateTimeOffset.UnixEpoch - TimeSpan.FromMinutes(age), worldSize, home ?? A, held ?? []);

    private static Dictionary<SiloAddress, int> Lanes(params (SiloAddress Silo, int Lanes)[] lanes) => lanes.ToDictionary(pair => pair.Silo, pair => pair.Lanes);

    private static SiloAddress Silo(int number) => SiloAddress.New(IPAddress.Loopback, 11_000 + number, number);
}
