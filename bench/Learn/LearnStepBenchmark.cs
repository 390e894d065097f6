using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Bench.TrainStep;
using DistributedDL.Learning.Native;
using TorchSharp;

namespace DistributedDL.Bench.Learn;

/// <summary>The engine alone, one update of plain SGD an example, predicted and scored before, in calls of 256 examples, against the plain TorchSharp loop with one update an example.</summary>
internal sealed class LearnStepBenchmark(BenchNetwork network) : IBenchmark
{
    private const int Examples = 4_096;
    private const int Passes = 100;

    public static LearnStepBenchmark Logistic { get; } = new(BenchNetwork.Logistic);

    public static LearnStepBenchmark MlpSmall { get; } = new(BenchNetwork.MlpSmall);

    public string Name => $"learn-step/{network.Name}";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        Libtorch.Load();
        var stream = new SyntheticExamples(network, Examples);
        using var plain = new PlainLoop(network, stream, batchSize: 1, parameters => torch.optim.SGD(parameters, 0.01));
        var rounds = await Rounds.Run(settings.Rounds, () => Plain(plain), () => EngineAlone.Rate(network, stream, microBatch: 1, examplesPerCall: 256, Passes));
        return [Measurement.OfRates(Name, "examples/s", rounds)];
    }

    private static double Plain(PlainLoop plain)
    {
        var begun = Stopwatch.GetTimestamp();
        plain.RunEpoch();
        return Examples / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
