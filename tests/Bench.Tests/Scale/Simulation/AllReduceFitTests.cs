using DistributedDL.Bench.Scale.Simulation;

namespace DistributedDL.Bench.Tests.Scale.Simulation;

public sealed class AllReduceFitTests
{
    [Fact]
    public void Of_PointsOfTheModel_FindsItsConstants()
    {
        var cost = new AllReduceCost(40e-6, 1.5e9, 2e9, Processors: 2);
        int[] ranks = [2, 4];
        long[] sizes = [100_000, 1_000_000, 10_000_000];
        var points = ranks.SelectMany(_ => sizes, (count, floats) => new AllReducePoint(count, floats, cost.Seconds(count, floats))).ToList();
        var fit = AllReduceFit.Of(points, 2e9, 2);
        Assert.Equal(cost.Latency, fit.Latency, 1e-9);
        Assert.Equal(cost.BytesPerSecond, fit.BytesPerSecond, 1e3);
    }

    [Fact]
    public void Of_PointsThatBeginBelowZero_HasNoNegativeLatency()
    {
        // Small ones faster than in proportion: a straight line would cross zero.
        var fit = AllReduceFit.Of([new(2, 400_000, 0.5e-3), new(2, 40_000_000, 100e-3)], double.PositiveInfinity, 2);
        Assert.Equal(0, fit.Latency);
        Assert.InRange(fit.BytesPerSecond, 1.6e9, 3.2e9);
    }

    [Fact]
    public void Of_OnePoint_Throws() => Assert.Throws<ArgumentException>(() => AllReduceFit.Of([new(2, 1, 1)], 1, 2));
}
