namespace DistributedDL.Bench.Harness;

/// <summary>Ours and the baseline, measured right after one another.</summary>
internal readonly record struct Round(double Baseline, double Ours);
