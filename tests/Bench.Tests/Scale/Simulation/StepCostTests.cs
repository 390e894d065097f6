using DistributedDL.Bench.Scale.Simulation;

namespace DistributedDL.Bench.Tests.Scale.Simulation;

public sealed class StepCostTests
{
    private const long Parameters = 400_000;
    private static readonly int[] Ranks = [2, 4, 8, 16, 32, 64];

    [Fact]
    public void SpeedUp_OneRank_IsOne() =>
        Assert.Equal(1, new StepCost(6e-3, 1e-3, Parameters, AllReduceCost.Gigabits(1, 1e-3, 1e9), Unevenness: 0.5).SpeedUp(1));

    [Fact]
    public void SpeedUp_InfinitelyFastNetwork_IsAmdahlsBound()
    {
        var cost = new StepCost(9e-3, 1e-3, Parameters, AllReduceCost.None);
        // Amdahl (1967): 1 / (s + (1 − s) / K), here with s = 0.1.
        Assert.All(Ranks, ranks => Assert.Equal(1 / (0.1 + 0.9 / ranks), cost.SpeedUp(ranks), 1e-9));
    }

    [Fact]
    public void SpeedUp_MoreBandwidth_IsMore()
    {
        foreach (var ranks in Ranks)
        {
            var speedUps = new[] { 0.1, 1, 10, 25, 100 }.Select(gigabits => new StepCost(6e-3, 1e-4, Parameters, AllReduceCost.Gigabits(gigabits, 1e-4, 1e9)).SpeedUp(ranks)).ToList();
            Assert.All(speedUps.Zip(speedUps.Skip(1)), pair => Assert.True(pair.First < pair.Second, $"{pair} at {ranks} ranks"));
        }
    }

    [Fact]
    public void SpeedUp_MoreLatency_IsLess() => Assert.All(Ranks, ranks =>
        Assert.True(new StepCost(6e-3, 0, Parameters, AllReduceCost.Gigabits(10, 1e-3, 1e9)).SpeedUp(ranks) < new StepCost(6e-3, 0, Parameters, AllReduceCost.Gigabits(10, 1e-4, 1e9)).SpeedUp(ranks)));

    [Fact]
    public void SpeedUp_UnevenRanks_IsLess() => Assert.All(Ranks, ranks =>
        Assert.True(new StepCost(6e-3, 0, Parameters, AllReduceCost.None, Unevenness: 0.2).SpeedUp(ranks) < ranks));

    [Fact]
    public void SpeedUp_MoreRanksThanProcessors_GainsNothingFromThem()
    {
        var cost = new StepCost(6e-3, 0, Parameters, AllReduceCost.None with { Processors = 2 });
        Assert.Equal(2, cost.SpeedUp(2), 1e-9);
        Assert.Equal(2, cost.SpeedUp(8), 1e-9);
    }
}
