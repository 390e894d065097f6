using DistributedDL.Bench.Import;
using DistributedDL.Bench.Learn;
using DistributedDL.Bench.Predict;
using DistributedDL.Bench.Scale;
using DistributedDL.Bench.Scale.Again;
using DistributedDL.Bench.Scale.Silos;
using DistributedDL.Bench.Scale.Simulation;
using DistributedDL.Bench.Scale.Store;
using DistributedDL.Bench.Start;
using DistributedDL.Bench.TrainService;
using DistributedDL.Bench.TrainStep;

namespace DistributedDL.Bench.Harness;

/// <summary>All benchmarks, in the order they run.</summary>
internal static class BenchmarkList
{
    public static IReadOnlyList<IBenchmark> All { get; } =
    [
        TrainStepBenchmark.Mlp,
        StepShareBenchmark.Mlp,
        TrainStepBenchmark.Small,
        TrainStepBenchmark.Cnn,
        AugmentBenchmark.Cnn,
        TrainStepBenchmark.LstmTanh,
        TrainStepBenchmark.LstmTanhSmall,
        TrainStepBenchmark.LstmRelu,
        TrainStepBenchmark.RnnRelu,
        new TrainServiceBenchmark(),
        new AllReduceBenchmark(),
        TrainRanksBenchmark.Mlp,
        TrainRanksBenchmark.Cnn,
        new ModelBenchmark(),
        SilosBenchmark.Mlp,
        SilosBenchmark.Cnn,
        new SweepBenchmark(),
        new RankBytesBenchmark(),
        StoreBenchmark.Predict,
        StoreBenchmark.Learn,
        new AgainBenchmark(),
        ImportBenchmark.Idx,
        ImportBenchmark.Jpeg,
        new PredictUnaryBenchmark(1),
        new PredictUnaryBenchmark(32),
        LearnStepBenchmark.Logistic,
        LearnStepBenchmark.MlpSmall,
        LearnStreamBenchmark.Mlp,
        LearnStreamBenchmark.Logistic,
        new LearnManyBenchmark(),
        new RecoverBenchmark(),
        PredictWhileLearningBenchmark.NoCoreFree,
        PredictWhileLearningBenchmark.CoreFree,
        new ServeStartBenchmark(),
        new CommandBenchmark("cli/help", "--help"),
        new CommandBenchmark("cli/model-list", "model", "list"),
    ];

    /// <summary>Those whose name begins with one of the given; all when none is given.</summary>
    public static IReadOnlyList<IBenchmark> Matching(IReadOnlyList<string> prefixes) =>
        [.. All.Where(benchmark => prefixes.Count == 0 || prefixes.Any(prefix => benchmark.Name.StartsWith(prefix, StringComparison.Ordinal)))];
}
