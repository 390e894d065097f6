using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Processes;

namespace DistributedDL.Bench.Scale.Silos;

/// <summary>The same training run with two ranks, on two training silos of a cluster with Redis and Azurite, against one rank on one of them.</summary>
internal sealed class SilosBenchmark(SiloWork work, int epochs) : IBenchmark
{
    private const int WorldSize = 2;

    public static SilosBenchmark Mlp { get; } = new(SiloWork.Mlp, 6);

    public static SilosBenchmark Cnn { get; } = new(SiloWork.Cnn, 5);

    public string Name => $"scale/silos/{work.Name}";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        await using var cluster = await BenchCluster.Start(training: WorldSize, serving: 1);
        await work.Install(cluster);
        var rounds = await Rounds.Run(settings.Rounds, () => Rate(cluster, 1), () => Rate(cluster, WorldSize));
        return [Measurement.OfRates(Name, "examples/s", rounds)];
    }

    private async Task<double> Rate(BenchCluster cluster, int worldSize) =>
        (await MeasuredRun.Watch(cluster.Client, work.Spec(epochs, worldSize))).Undisturbed().Rate;
}
