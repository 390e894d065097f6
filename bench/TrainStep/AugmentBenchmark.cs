using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Native;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;

namespace DistributedDL.Bench.TrainStep;

/// <summary>A step on randomly changed images, against the same step of the engine on the images as they are.</summary>
internal sealed class AugmentBenchmark(BenchNetwork network, int steps) : IBenchmark
{
    private const int BatchSize = 32;
    private const string Everything = """{"flip_horizontal":true,"rotation":15,"width_shift":0.1,"height_shift":0.1,"zoom":0.1,"brightness":[0.8,1.2]}""";

    public static AugmentBenchmark Cnn { get; } = new(BenchNetwork.Cnn, 10);

    public string Name => $"train-step/{network.Name}-augment";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        Libtorch.Load();
        using var set = new SyntheticExamples(network, steps * BatchSize).ToExampleSet();
        using var augmented = Create(set, Everything);
        using var plain = Create(set, "{}");
        var rounds = await Rounds.Run(settings.Rounds, () => Microseconds(plain), () => Microseconds(augmented));
        return [Measurement.OfCosts(Name, "µs/step", rounds)];
    }

    private Trainer Create(ExampleSet set, string augment) => new(Network.Create(network.Architecture, 1),
        new TrainingSpec { Model = "bench", Dataset = "bench", Epochs = 1, BatchSize = BatchSize, Optimizer = "adam", Shuffle = false, Augment = augment }, set, null);

    private double Microseconds(Trainer trainer)
    {
        var start = Stopwatch.GetTimestamp();
        trainer.RunEpoch(null, CancellationToken.None);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / steps;
    }
}
