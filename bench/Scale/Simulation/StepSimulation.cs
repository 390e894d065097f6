namespace DistributedDL.Bench.Scale.Simulation;

/// <summary>Steps one after another, each waiting for the slowest rank, with parts drawn from a seed: what the formula says on average.</summary>
internal static class StepSimulation
{
    /// <returns>Mean seconds of a step.</returns>
    public static double Seconds(StepCost cost, int ranks, int steps, int seed)
    {
        var random = new Random(seed);
        var sum = 0.0;
        for (var step = 0; step < steps; step++)
        {
            var slowest = 0.0;
            for (var rank = 0; rank < ranks; rank++)
                slowest = Math.Max(slowest, 1 - cost.Unevenness - cost.Unevenness * Math.Log(1 - random.NextDouble()));
            sum += cost.Seconds(ranks, slowest);
        }
        return sum / steps;
    }

    /// <summary>How many times faster than one rank.</summary>
    public static double SpeedUp(StepCost cost, int ranks, int steps, int seed) => Seconds(cost, 1, steps, seed) / Seconds(cost, ranks, steps, seed);
}
