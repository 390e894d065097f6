namespace DistributedDL.Bench.Scale.Simulation;

/// <summary>What docs/decisions/010-all-reduce.md has measured, on two processors: the least of the runs, since other work disturbed them.</summary>
internal static class Decision010
{
    public const int Processors = 2;

    /// <summary>Floats a second that <c>RankSum</c> adds, of two halves of a block that lie in the cache: <c>scale/model/adds</c>.</summary>
    public const double AddsPerSecond = 6.0e9;

    public const long MlpParameters = 386_718, CnnParameters = 506_017;

    public static IReadOnlyList<AllReducePoint> AllReduces { get; } =
    [
        new(2, 400_000, 0.65e-3), new(2, 4_000_000, 8.1e-3), new(2, 40_000_000, 90e-3),
        new(4, 400_000, 2.62e-3), new(4, 4_000_000, 27.2e-3), new(4, 40_000_000, 376e-3),
    ];

    /// <summary>784-392-196-10, batch 256: one rank 6.3 ms a step, two without an exchange 3.2, which leaves 0.1 that is not shared.</summary>
    public static StepCost Mlp(AllReduceCost allReduce) => new(6.2e-3, 0.1e-3, MlpParameters, allReduce);

    /// <summary>The convolutional network, batch 64: 32.7 ms a step, twice that of batch 32 in bench/README.md; what is not shared is the update, by its parameters.</summary>
    public static StepCost Cnn(AllReduceCost allReduce) => new(32.6e-3, 0.13e-3, CnnParameters, allReduce);

    /// <summary>Two ranks against one: what was seen, at least and at most.</summary>
    public static IReadOnlyList<(string Name, Func<AllReduceCost, StepCost> Step, double Least, double Most)> SpeedUps { get; } =
        [("784-392-196-10, batch 256", Mlp, 1.2, 1.5), ("convolutional, batch 64", Cnn, 1.5, 1.8)];
}
