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

/// <summary>
/// An epoch of two ranks, threads that meet through shared memory, against one rank with the same batches, which the two cut in halves. Beside it
/// two that have nothing to do with each other, with half of each batch: what the machine's second processor gives at best.
/// </summary>
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
        var rounds = await Rounds.Run(settings.Rounds, () => Rate(set, null), () => RankRate(set, sharesMemory: true));
        using var half = new SyntheticExamples(network, steps * batchSize / WorldSize).ToExampleSet();
        var apart = await Rounds.Run(settings.Rounds, () => Rate(set, null), () => RateApart(half));
        return [Measurement.OfRates(Name, "examples/s", rounds), Measurement.OfRates($"{Name}/apart", "examples/s", apart)];
    }

    /// <returns>Examples a second of all ranks together.</returns>
    internal double RankRate(ExampleSet set, bool sharesMemory) => LoopbackRanks.Run(WorldSize, sharesMemory, ranks => Rate(set, ranks)).Min();

    /// <returns>Examples a second of the second epoch, on the calling thread.</returns>
    internal double Rate(ExampleSet set, ICollective? ranks) => Rate(set, ranks, batchSize);

    private double RateApart(ExampleSet half)
    {
        var rates = new double[WorldSize];
        var threads = Enumerable.Range(0, WorldSize).Select(i => new Thread(() => rates[i] = Rate(half, null, batchSize / WorldSize))).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return WorldSize * rates.Min();
    }

    private double Rate(ExampleSet set, ICollective? ranks, int batch)
    {
        torch.set_num_threads(1);
        using var ours = Network.Create(network.Architecture, 1);
        using var trainer = new Trainer(ours, new TrainingSpec { Model = "bench", Dataset = "bench", Epochs = 2, BatchSize = batch, Optimizer = "adam" }, set, null, collective: ranks);
        trainer.RunEpoch(null, CancellationToken.None);
        var begun = Stopwatch.GetTimestamp();
        trainer.RunEpoch(null, CancellationToken.None);
        return set.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
