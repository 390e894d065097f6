using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Bench.Processes;
using DistributedDL.Learning.Native;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Bench.Scale.Silos;

/// <summary>Bytes that a rank of two sends a step, by the counters of the training silos, against those of its gradients.</summary>
internal sealed class RankBytesBenchmark : IBenchmark
{
    private const int WorldSize = 2, Epochs = 3;
    private static readonly SiloWork Work = SiloWork.Mlp;

    public string Name => $"scale/bytes/{Work.Name}";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        Libtorch.Load();
        using var network = Network.Create(BenchNetwork.Mlp.Architecture, 1);
        double gradients = sizeof(float) * network.ParameterCount;
        // As between machines.
        await using var cluster = await BenchCluster.Start(training: WorldSize, serving: 1, ("Training:ShareMemory", "false"));
        await Work.Install(cluster);
        var rounds = new List<Round>();
        // Not a matter of chance: a few rounds tell whether it is the same each time.
        for (var round = 0; round < 2; round++)
        {
            var before = await Sent(cluster);
            (await MeasuredRun.Watch(cluster.Client, Work.Spec(Epochs, WorldSize))).Undisturbed();
            rounds.Add(new Round(gradients, (await Sent(cluster) - before) / WorldSize / (Epochs * Work.Steps)));
        }
        return [Measurement.OfCosts(Name, "bytes/step", rounds)];
    }

    private static async Task<double> Sent(BenchCluster cluster)
    {
        var sent = 0.0;
        foreach (var silo in cluster.Services.Services.Where(service => service.Role == "training"))
            sent += await MetricsPage.Sum(silo, "ddl_training_rank_traffic_bytes_total", "direction=\"sent\"");
        return sent;
    }
}
