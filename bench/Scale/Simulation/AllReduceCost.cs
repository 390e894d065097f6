using DistributedDL.Silo.Training.Ranks;

namespace DistributedDL.Bench.Scale.Simulation;

/// <summary>
/// What an all-reduce by segments takes: <c>waits · a + 2 (K − 1) / K · 4 n / B + (K − 1) / K · n / S</c>, with one wait a block and one more. Of ranks that share
/// processors the whole is longer by as much as there are more ranks than processors.
/// </summary>
/// <param name="Latency">a: seconds of one wait for all others.</param>
/// <param name="BytesPerSecond">B: of a rank's link, each way; of loopback, of what copies.</param>
/// <param name="AddsPerSecond">S: floats a second that a rank adds.</param>
/// <param name="Processors">That all ranks share; 0 where each has its own.</param>
internal sealed record AllReduceCost(double Latency, double BytesPerSecond, double AddsPerSecond, int Processors = 0)
{
    /// <summary>Infinitely fast.</summary>
    public static AllReduceCost None { get; } = new(0, double.PositiveInfinity, double.PositiveInfinity);

    public static AllReduceCost Gigabits(double gigabits, double latency, double addsPerSecond) => new(latency, gigabits * 1e9 / 8, addsPerSecond);

    /// <returns>0 for one rank.</returns>
    public double Seconds(int ranks, long floats) =>
        ranks == 1 ? 0 : Crowding(ranks) * (Waits(floats) * Latency + SentBytes(ranks, floats) / BytesPerSecond + SentBytes(ranks, floats) / 8 / AddsPerSecond);

    /// <summary>How much longer what a processor does takes.</summary>
    public double Crowding(int ranks) => Processors == 0 ? 1 : Math.Max(1, (double)ranks / Processors);

    public static double Waits(long floats) => Math.Ceiling((double)floats / RankLink.BlockFloats) + 1;

    /// <summary>Of one rank, and as many received.</summary>
    public static double SentBytes(int ranks, long floats) => 2.0 * (ranks - 1) / ranks * sizeof(float) * floats;
}
