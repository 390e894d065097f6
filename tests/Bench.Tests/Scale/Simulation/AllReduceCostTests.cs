using DistributedDL.Bench.Scale.Simulation;

namespace DistributedDL.Bench.Tests.Scale.Simulation;

public sealed class AllReduceCostTests
{
    [Fact]
    public void Seconds_OneRank_IsNothing() => Assert.Equal(0, new AllReduceCost(1, 1, 1).Seconds(1, 1_000_000));

    [Fact]
    public void Seconds_TwoRanksAtOneGigabyteASecond_IsTheTimeOfOneGradientAndHalfOfItsSums()
    {
        var cost = new AllReduceCost(0, 1e9, 1e9);
        // 4 MB out and in, and half a million sums.
        Assert.Equal(4e-3 + 0.5e-3, cost.Seconds(2, 1_000_000), 1e-12);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1 << 19, 2)]
    [InlineData((1 << 19) + 1, 3)]
    public void Waits_SoManyFloats_AreOneABlockAndOneMore(long floats, double waits) => Assert.Equal(waits, AllReduceCost.Waits(floats));

    [Fact]
    public void SentBytes_ManyRanks_StayBelowTwoGradients()
    {
        var sent = new[] { 2, 4, 8, 64, 1024 }.Select(ranks => AllReduceCost.SentBytes(ranks, 1_000)).ToList();
        Assert.Equal(sent.Order(), sent);
        Assert.Equal(4_000, sent[0], 1e-9);
        Assert.All(sent, bytes => Assert.InRange(bytes, 4_000, 8_000));
    }

    [Fact]
    public void Seconds_RanksThatShareProcessors_TakeLonger()
    {
        var (own, shared) = (new AllReduceCost(0, 1e9, 1e9), new AllReduceCost(0, 1e9, 1e9, Processors: 2));
        Assert.Equal(own.Seconds(2, 1_000_000), shared.Seconds(2, 1_000_000));
        Assert.Equal(2 * own.Seconds(4, 1_000_000), shared.Seconds(4, 1_000_000), 1e-12);
    }
}
