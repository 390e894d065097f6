using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Learning.Native;
using DistributedDL.Learning.Networks;
using DistributedDL.Silo.Training.Ranks;

namespace DistributedDL.Bench.Scale.Simulation;

/// <summary>
/// The cost model against what is measured in the same run: fitted to all-reduces of two ranks and to steps of one, it predicts what it was not fitted to. The value is the prediction, the
/// baseline what was measured, and the ratio how many times more was predicted.
/// </summary>
internal sealed class ModelBenchmark : IBenchmark
{
    private const int Processors = 2;

    private static readonly (string Name, int Floats, int Times)[] Sizes = [("400k", 400_000, 100), ("1m", 1_000_000, 40), ("4m", 4_000_000, 10)];

    public string Name => "scale/model";

    public Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        Libtorch.Load();
        var points = (Two: Measured(settings, 2), Four: Measured(settings, 4));
        var adds = Measurement.Median(Enumerable.Range(0, settings.Rounds).Select(_ => AddsPerSecond()));
        var fit = AllReduceFit.Of(points.Two, adds, Processors);
        var measurements = new List<Measurement>
        {
            new($"{Name}/adds", adds / 1e6, "M floats/s"),
            new($"{Name}/latency", 1e6 * fit.Latency, "µs"),
            new($"{Name}/bandwidth", fit.BytesPerSecond / 1e6, "MB/s"),
        };
        foreach (var point in points.Two.Concat(points.Four))
            measurements.Add(Against($"{Name}/all-reduce/{point.Ranks}/{Sizes.Single(size => size.Floats == point.Floats).Name}", 1e3 * fit.Seconds(point.Ranks, point.Floats), 1e3 * point.Seconds, "ms"));
        measurements.Add(SpeedUp(BenchNetwork.Mlp, 100, 256, fit, settings));
        measurements.Add(SpeedUp(BenchNetwork.Cnn, 10, 64, fit, settings));
        return Task.FromResult<IReadOnlyList<Measurement>>(measurements);
    }

    /// <summary>Floats a second that are added on one thread, as a rank of two adds its half of a block.</summary>
    private static double AddsPerSecond()
    {
        const int times = 400;
        var (own, other) = (new float[RankLink.BlockFloats / 2], new float[RankLink.BlockFloats / 2]);
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++) RankSum.Add(own, other, own);
        return (double)times * own.Length / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static List<AllReducePoint> Measured(BenchSettings settings, int ranks) =>
    [
        .. Sizes.Select(size => new AllReducePoint(ranks, size.Floats, 1e-3 * Measurement.Median(Enumerable.Range(0, settings.Rounds).Select(_ =>
            AllReduceBenchmark.Milliseconds(size.Floats, size.Times, worldSize: ranks))))),
    ];

    /// <summary>One rank with the whole and with half of the batch tell what of a step is shared; two ranks are predicted.</summary>
    private Measurement SpeedUp(BenchNetwork network, int steps, int batchSize, AllReduceCost allReduce, BenchSettings settings)
    {
        using var made = Network.Create(network.Architecture, 1);
        using var set = new SyntheticExamples(network, steps * batchSize).ToExampleSet();
        var (whole, half, two) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            whole.Add(batchSize / Rate(batchSize, ranks: 1));
            half.Add(batchSize / 2 / Rate(batchSize / 2, ranks: 1));
            two.Add(batchSize / Rate(batchSize, ranks: 2));
        }
        var (one, of2) = (Measurement.Median(whole), Measurement.Median(half));
        var shared = Math.Min(2 * (one - of2), one);
        var cost = new StepCost(shared, one - shared, made.ParameterCount, allReduce);
        return Against($"{Name}/speed-up/{network.Name}", cost.SpeedUp(2), one / Measurement.Median(two), "×");

        double Rate(int batch, int ranks)
        {
            var measured = new TrainRanksBenchmark(network, steps, batch);
            return ranks == 1 ? measured.Rate(set, null) : measured.RankRate(set, sharesMemory: false);
        }
    }

    private static Measurement Against(string name, double predicted, double measured, string unit) => new(name, predicted, unit, measured, predicted / measured);
}
