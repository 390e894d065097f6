using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Silo.Training.Ranks;

namespace DistributedDL.Bench.Scale;

/// <summary>One all-reduce of two ranks over loopback, by segments, against all by way of rank 0; and of the larger size against copying as many bytes in memory.</summary>
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
                () => Milliseconds(floats, times, mesh => new SegmentCollective(mesh, RankLink.BlockFloats)));
            measurements.Add(Measurement.OfCosts($"{Name}/{name}", "ms", rounds));
        }
        return measurements;
    }

    internal static double Milliseconds(int floats, int times, Func<RankMesh, SocketCollective> make, int worldSize = WorldSize) => LoopbackRanks.Run(worldSize, ranks =>
    {
        var values = GC.AllocateUninitializedArray<float>(floats, pinned: true);
        Array.Fill(values, 1f);
        ranks.AllReduce(values, CancellationToken.None);
        ranks.Meet(TimeSpan.FromSeconds(10), CancellationToken.None);
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++) ranks.AllReduce(values, CancellationToken.None);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds / times;
    }, make).Max();
}
