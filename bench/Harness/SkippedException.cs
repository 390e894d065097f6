namespace DistributedDL.Bench.Harness;

/// <summary>What a benchmark needs is not on this machine; the message names it.</summary>
internal sealed class SkippedException(string message) : Exception(message);
