namespace DistributedDL.Bench.Harness;

/// <summary>One benchmark, found by its name.</summary>
internal interface IBenchmark
{
    /// <summary>As in <c>train-step/mlp</c>; its figures are named so or begin so.</summary>
    string Name { get; }

    Task<IReadOnlyList<Measurement>> Run(BenchSettings settings);
}
