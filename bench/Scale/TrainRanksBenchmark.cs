using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Native;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;
using DistributedDL.Learning.Training.DataParallel;
using TorchSharp;

namespace DistributedDL.Bench.Scale;

/// <summary>An epoch of two ranks, threads that meet over loopback, against one rank with the same batches, which the two cut in halves.</summary>
internal sealed class TrainRanksBenchmark(BenchNetwork network, int steps, int batchSize) : IBenchmark
{
    private const int WorldSize = 2;

    public static TrainRanksBenchmark Mlp { get; } = new(BenchNetwork.Mlp, 100, 256);

    public static TrainRanksBenchmark Cnn { get; } = new(BenchNetwork.Cnn, 10, 64);

    public string Name => $"scale/train/{network.Name}";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        Libtorch.Load();
        using var set = new SyntheticExamples(network, steps * batchSize).ToExampleSet();
        var rounds = await Rounds.Run(settings.Rounds, () => Rate(set, null), () => LoopbackRanks.Run(WorldSize, ranks => Rate(set, ranks)).Min());
        return [Measurement.OfRates(Name, "examples/s", rounds)];
    }

    /// <returns>Examples a second of the second epoch, on the calling thread.</returns>
    internal double Rate(ExampleSet set, ICollective? ranks)
    {
        torch.set_num_threads(1);
        using var ours = Network.Create(network.Architecture, 1);
        using var trainer = new Trainer(ours, new TrainingSpec { Model = "bench", Dataset = "bench", Epochs = 2, BatchSize = batchSize, Optimizer = "adam" }, set, null, collective: ranks);
        trainer.RunEpoch(null, CancellationToken.None);
        var begun = Stopwatch.GetTimestamp();
        trainer.RunEpoch(null, CancellationToken.None);
        return set.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
