using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Native;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Bench.TrainStep;

/// <summary>The share of a step that is neither forward nor backward: gathering the batch, loss, metrics, optimizer. In the plain loop: gradients set to zero, loss, optimizer.</summary>
internal sealed class StepShareBenchmark(BenchNetwork network, int steps) : IBenchmark
{
    private const int BatchSize = 32;

    public static StepShareBenchmark Mlp { get; } = new(BenchNetwork.Mlp, 300);

    public string Name => $"train-step/{network.Name}/outside";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        Libtorch.Load();
        var examples = new SyntheticExamples(network, steps * BatchSize);
        using var set = examples.ToExampleSet();
        using var ours = new TimedStep(Network.Create(network.Architecture, 1), new TrainingSpec { Model = "bench", Dataset = "bench", Epochs = 1, BatchSize = BatchSize, Optimizer = "adam" }, set);
        using var plain = new PlainLoop(network, examples, BatchSize);
        var shares = new List<IReadOnlyList<double>>();
        var rounds = await Rounds.Run(settings.Rounds, plain.OutsidePercent, () =>
        {
            shares.Add(ours.RunEpoch());
            return shares[^1][0] + shares[^1][2] + shares[^1][4];
        });
        return
        [
            Measurement.OfCosts(Name, "%", rounds),
            Part("gather", 0),
            Part("loss", 2),
            Part("optimizer", 4),
        ];

        Measurement Part(string name, int index) => new($"{Name}/{name}", Measurement.Median(shares.Skip(1).Select(round => round[index])), "%");
    }
}
