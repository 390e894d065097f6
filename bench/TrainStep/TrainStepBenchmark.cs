using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Native;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;

namespace DistributedDL.Bench.TrainStep;

/// <summary>
/// One step of training on one thread with Adam, batch 32: the engine (which gathers its batch, measures loss and accuracy) against
/// the plain TorchSharp loop over batches that lie ready (which measures nothing).
/// </summary>
internal sealed class TrainStepBenchmark(BenchNetwork network, int steps) : IBenchmark
{
    private const int BatchSize = 32;

    public static TrainStepBenchmark Mlp { get; } = new(BenchNetwork.Mlp, 300);

    public static TrainStepBenchmark Small { get; } = new(BenchNetwork.Small, 3000);

    public static TrainStepBenchmark Cnn { get; } = new(BenchNetwork.Cnn, 10);

    public string Name => $"train-step/{network.Name}";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        Libtorch.Load();
        var examples = new SyntheticExamples(network, steps * BatchSize);
        using var set = examples.ToExampleSet();
        using var trainer = new Trainer(Network.Create(network.Architecture, 1), Spec, set, null);
        using var plain = new PlainLoop(network, examples, BatchSize);
        var rounds = await Rounds.Run(settings.Rounds,
            () => Microseconds(plain.RunEpoch),
            () => Microseconds(() => trainer.RunEpoch(null, CancellationToken.None)));
        return [Measurement.OfCosts(Name, "µs/step", rounds)];
    }

    private static TrainingSpec Spec => new() { Model = "bench", Dataset = "bench", Epochs = 1, BatchSize = BatchSize, Optimizer = "adam", Shuffle = false };

    private double Microseconds(Action epoch)
    {
        var start = Stopwatch.GetTimestamp();
        epoch();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / steps;
    }
}
