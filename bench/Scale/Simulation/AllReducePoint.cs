namespace DistributedDL.Bench.Scale.Simulation;

/// <summary>One all-reduce that was measured.</summary>
internal sealed record AllReducePoint(int Ranks, long Floats, double Seconds);
