using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Silo.Training.Ranks;

namespace DistributedDL.Bench.Scale;

/// <summary>One all-reduce of two ranks: by segments against all by way of rank 0, both over TCP on loopback; and by segments through shared memory against over TCP.</summary>
internal sealed class AllReduceBenchmark : IBenchmark
{
    private const int WorldSize = 2;

    private static readonly (string Name, int Floats, int Times)[] Sizes = [("400k", 400_000, 200), ("4m", 4_000_000, 20)];

    public string Name => "scale/all-reduce";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        var measurements = new List<Measurement>();
        foreach (var (name, floats, times) in Sizes)
        {
            var rounds = await Rounds.Run(settings.Rounds,
                () => Milliseconds(floats, times, mesh => new ReducerCollective(mesh, RankLink.BlockFloats)),
                () => Milliseconds(floats, times));
            measurements.Add(Measurement.OfCosts($"{Name}/{name}", "ms", rounds));
            var shared = await Rounds.Run(settings.Rounds, () => Milliseconds(floats, times), () => Milliseconds(floats, times, sharesMemory: true));
            measurements.Add(Measurement.OfCosts($"{Name}/{name}/memory", "ms", shared));
        }
        return measurements;
    }

    /// <param name="make">By segments when null.</param>
    internal static double Milliseconds(
        int floats, int times, Func<RankMesh, SocketCollective>? make = null, int worldSize = WorldSize, bool sharesMemory = false) => LoopbackRanks.Run(worldSize, sharesMemory, ranks =>
    {
        var values = GC.AllocateUninitializedArray<float>(floats, pinned: true);
        Array.Fill(values, 1f);
        ranks.AllReduce(values, CancellationToken.None);
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++) ranks.AllReduce(values, CancellationToken.None);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds / times;
    }, make).Max();
}
