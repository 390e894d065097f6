using DistributedDL.Bench.Scale.Simulation;

namespace DistributedDL.Bench.Tests.Scale.Simulation;

public sealed class StepSimulationTests
{
    private static readonly StepCost Uneven = new(6e-3, 1e-4, 400_000, AllReduceCost.Gigabits(10, 1e-4, 1e9), Unevenness: 0.3);

    [Fact]
    public void Seconds_EvenRanks_IsTheFormula()
    {
        var even = Uneven with { Unevenness = 0 };
        Assert.All([1, 2, 16], ranks => Assert.Equal(even.Seconds(ranks), StepSimulation.Seconds(even, ranks, steps: 3, seed: 1), 1e-12));
    }

    [Fact]
    public void Seconds_UnevenRanks_IsTheFormulaOnAverage() =>
        Assert.All([1, 2, 16], ranks => Assert.Equal(1, StepSimulation.Seconds(Uneven, ranks, steps: 20_000, seed: 1) / Uneven.Seconds(ranks), 0.01));

    [Fact]
    public void Seconds_SameSeed_IsTheSame() =>
        Assert.Equal(StepSimulation.Seconds(Uneven, 4, 100, seed: 7), StepSimulation.Seconds(Uneven, 4, 100, seed: 7));

    [Fact]
    public void Seconds_AnotherSeed_IsAnother() =>
        Assert.NotEqual(StepSimulation.Seconds(Uneven, 4, 100, seed: 7), StepSimulation.Seconds(Uneven, 4, 100, seed: 8));

    [Fact]
    public void SpeedUp_OneRank_IsOne() => Assert.Equal(1, StepSimulation.SpeedUp(Uneven, 1, 100, seed: 1));
}
