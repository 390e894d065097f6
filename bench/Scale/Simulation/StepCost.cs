namespace DistributedDL.Bench.Scale.Simulation;

/// <summary>What a step of data-parallel training takes: <c>T₁ / K + T_fixed + T_all-reduce</c>, where a step waits for the slowest rank.</summary>
/// <param name="Shared">T₁: seconds that one rank takes for what ranks share: forward and backward of the whole batch.</param>
/// <param name="Fixed">Seconds that each rank takes in full: the optimizer's update.</param>
/// <param name="Unevenness">
/// Share of a rank's part that comes by chance, from 0 to 1: parts are distributed as a shifted exponential (Lee et al.: Speeding up distributed machine learning
/// using codes, 2018), whose longest of K is on average 1 − u + u · (1 + 1/2 + … + 1/K) times their mean.
/// </param>
internal sealed record StepCost(double Shared, double Fixed, long Parameters, AllReduceCost AllReduce, double Unevenness = 0)
{
    /// <summary>On average.</summary>
    public double Seconds(int ranks) => Seconds(ranks, 1 - Unevenness + Unevenness * Enumerable.Range(1, ranks).Sum(rank => 1.0 / rank));

    /// <param name="slowest">The slowest rank's part, over the mean of the parts.</param>
    public double Seconds(int ranks, double slowest) =>
        AllReduce.Crowding(ranks) * (Shared / ranks * slowest + Fixed) + AllReduce.Seconds(ranks, Parameters);

    /// <summary>How many times faster than one rank.</summary>
    public double SpeedUp(int ranks) => Seconds(1) / Seconds(ranks);
}
