using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Native;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;

namespace DistributedDL.Bench.TrainStep;

/// <summary>
/// One step of training on one thread with Adam: the engine (which gathers its batch, measures loss and accuracy) against
/// the plain TorchSharp loop over batches that lie ready (which measures nothing).
/// </summary>
internal sealed class TrainStepBenchmark(BenchNetwork network, int steps, int batchSize = 32, string suffix = "") : IBenchmark
{
    public static TrainStepBenchmark Mlp { get; } = new(BenchNetwork.Mlp, 300);

    public static TrainStepBenchmark Small { get; } = new(BenchNetwork.Small, 3000);

    public static TrainStepBenchmark Cnn { get; } = new(BenchNetwork.Cnn, 10);

    public static TrainStepBenchmark LstmTanh { get; } = new(RecurrentNetworks.LstmTanh, 10, 1000);

    public static TrainStepBenchmark LstmTanhSmall { get; } = new(RecurrentNetworks.LstmTanh, 200, 32, "/32");

    public static TrainStepBenchmark LstmRelu { get; } = new(RecurrentNetworks.LstmRelu, 10, 1000);

    public static TrainStepBenchmark RnnRelu { get; } = new(RecurrentNetworks.RnnRelu, 500, 30);

    public string Name => $"train-step/{network.Name}{suffix}";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        Libtorch.Load();
        var examples = new SyntheticExamples(network, steps * batchSize);
        using var set = examples.ToExampleSet();
        using var trainer = new Trainer(Network.Create(network.Architecture, 1), Spec, set, null);
        using var plain = new PlainLoop(network, examples, batchSize);
        var rounds = await Rounds.Run(settings.Rounds,
            () => Microseconds(plain.RunEpoch),
            () => Microseconds(() => trainer.RunEpoch(null, CancellationToken.None)));
        return [Measurement.OfCosts(Name, "µs/step", rounds)];
    }

    private TrainingSpec Spec => new() { Model = "bench", Dataset = "bench", Epochs = 1, BatchSize = batchSize, Optimizer = "adam", Shuffle = false };

    private double Microseconds(Action epoch)
    {
        var start = Stopwatch.GetTimestamp();
        epoch();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / steps;
    }
}
